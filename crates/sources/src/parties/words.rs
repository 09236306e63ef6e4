//! Words that are no names of persons, in lower case.
//!
//! Collected by hand from the agents of the coded event tables and from ordinary English. A word is left
//! out of the organisations' where persons bear it as a name (Banks, Church, Jihad, Marine); one too few costs the name of an
//! organisation, one too many could keep that of a person.

/// Words for what somebody is or does, and what joins them. A text of such words alone names nobody.
pub(super) const ROLES: &str = "
accused activist activists actor actors administered administration administrative advisor
advisors affiliated agent agents agricultural agriculture air airline ally analyst analysts and
appeals armed artist assemblies assistant associate associated at athlete attacker attackers
attorney authorities band body bomber bombers border boy boys building bureaucrat business
businesses businessman businessmen businessperson candidate candidates catholic cell central
child children christian citizen citizens city civic civil civilian civilians clergy cleric
clerics coach combatant combatants commando commandos commerce commercial communication
communications communist companies constitutional consultant consumer contractor control
cooperative corp correspondent counsel country coup criminal criminals crowd customs daily dalit
dead dealer defector defence defendant defense delegate delegates democratic deputies deserter
detainee detainees development diplomat diplomatic diplomats disaster dissident dissidents
district doctor doctors domestic driver drug drugs economic economist economy editor education
educational elder elderly election elections electoral embassies employee employees employer
employment energy engineer engineers entrepreneur environment environmental ethnic executive
expatriate expert experts exploration extremist extremists facility family far farm farmer
farmers federal female fighter fighters finance financial fisheries fishermen fishing food for
foreign forestry former fugitive gangs gay geologic girl girls governing governmental
governments governors govt green guards guerilla guerrilla gunman gunmen hacker health
healthcare high hijacker hindu holy home hospitals hostage house household housing human
humanitarian illegal immigrant immigrants immigration in independent indigenous individual
individuals industrial industry infantry informant information initiative innovation inspector
insurgency insurgent intellectual intellectuals interest interim interior interpreter
investigator investment investor investors islamic islamist islamists its jew jewish jews
journalist journalists judges judicial judiciary jurist justice kidnapper kidnappers killer
killers labor labour land law lawmaker lawmakers lawyer lawyers leaders leadership left legal
legislative legislator legislators liberal liberation lobbyist local looter low lower magistrate
main maintenance majority male man management manager manufacturer manufacturers marine maritime
market mayors media mediator medic medical members men mercenaries mercenary merchant migrant
migrants militant military miner mineral miners mining ministerial ministers ministery minor
minorities minority missionary mob mobs monarch monastery monk monks municipal murderer muslim
muslims national nationalist naval neighborhood news newspapers non nun nurse nurses observer
observers occupied of off officer officers official officials on operator opposition or other
oversight owner owners pacifist parents parliamentarian parliamentary partisan passenger
passengers patient patients peace peaceful peacekeeper peacekeepers peacekeeping peasant
peasants pensioner people peoples person personnel persons philanthropist physician physicians
pilgrim pilot pilots pirate pirates planning player poet policeman policemen policy political
politician politicians politicos popular population populist posse postal preacher presidential
press priest priests principal prison prisoner prisoners private producer professional
professors program prosecutor prosecutors prostitute protest protester protestor protestors
provincial public pupil pupils qualified radical radicals ranking rebel refugee refugees
regional regulator relief religion religions religious reporter representatives republican
rescue research researcher researchers reserve resident residents resource resources retired
rights rioter rioters royal ruling sailor sailors scholar scholars school schools science
scientific scientist scientists second secret self senators senior separatist servant servants
service servicemen services settler settlers sex sharia shia shiite shop shopkeeper shopkeepers
siege sniper social socialist soldier soldiers special specialist spiritual spy staff state
states student students suicide sunni supplier supply support supporter supreme survey suspect
suspects tax teacher teachers tech technology telecom television temple terrorist terrorists
textile textiles the thief thieves to tourism tourist tourists town trade trader traders
trafficker traffickers trafficking transition transitional transparency transport transportation
tribal tribe tribes troop trooper truck unidentified united unknown unspecified upper vessel
veteran veterans victim victims vigilante village villager volunteer volunteers voter voters war
warden warlord water welfare wife wing with witness witnesses woman women work worker worshipper
writer young youth youths
";

/// Words that stand in names of organisations and in none of persons.
pub(super) const ORGANISATIONS: &str = "
academy affairs agency airlines alliance altermedia army assembly association associations
authority bank battalion battalions brigade brigades bureau cabinet cartel caucus
cells center centre chamber clan coalition college commission committee commonwealth communists
community company confederation conference congress consortium consulate cooperation corporation
corps council court department directorate division embassy enterprise enterprises faction
federation force forces foundation front fund gang gendarmerie government group groups
guard guardsmen guerrillas headquarters hospital houses inquiry institute
institution insurgents intelligence junta kremlin laboratory league legion legislature mafia
militants militia militias ministries ministry mission monarchy mosque movement mujahideen
nations navy network newspaper observatory office organisation organisations organization
organizations parliament parliamentarians parties partnership party patrol pentagon platform
platoon police politburo presidency protesters rangers rebels regime regiment regiments
republicans resistance secretariat security senate separatists shura society soviet squad
squadron supporters syndicate taleban taliban taskforce theatre treasury tribunal tribunals
troops union unions unit units university vatican villagers workers
";

/// Words that stand before names of persons.
pub(super) const TITLES: &str = "
admiral ambassador archbishop ayatollah baron baroness bishop brigadier brother captain cardinal
chairman chairperson chairwoman chancellor chief colonel commander commissioner congressman
congresswoman count crown deputy director dr duchess duke emir emperor empress envoy father
first founder gen general governor head hon imam judge king lady leader lieutenant lord madam
maj major maulana mayor member minister mother mr mrs ms mufti mullah pm pope premier president
prime prince princess prof professor queen rabbi rep representative rev reverend secretary sen
senator sergeant sgt shah sheik sheikh sir sister spokesman spokesperson spokeswoman sultan
superintendent ustad vice
";
