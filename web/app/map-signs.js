// The signs of the map, drawn once each and then only put in their place: a pen that draws circles and figures anew for every
// event is too slow for a map that moves.

/** @typedef {{accent: string, ground: string, figures: string}} Colours of signs, of what is hollow, and of figures on a sign */
/** @typedef {'place' | 'near' | 'many'} Kind the place itself, within about 25 km, or several places */

/** Side of the tile of the hatching, and its line, in CSS pixels. */
const [TILE, LINE] = [8, 1];
const FIGURES = 11;
/** Wider discs are drawn as circles: they are few, and their pictures would be large. */
const WIDEST = 96;

/** @param {number} width @param {number} height @returns {[HTMLCanvasElement, CanvasRenderingContext2D]} */
function sheet(width, height) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.ceil(width), Math.ceil(height)];
  return [canvas, /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }))];
}

/** Diagonal lines, for areas of which no more is known than that it happened there. @param {string} colour @param {number} ratio */
function hatching(colour, ratio) {
  const size = Math.round(TILE * ratio);
  const [canvas, pen] = sheet(size, size);
  pen.strokeStyle = colour;
  pen.lineWidth = LINE * ratio;
  pen.beginPath();
  for (const shift of [-size, 0, size]) { pen.moveTo(shift, size); pen.lineTo(shift + size, 0); }
  pen.stroke();
  return canvas;
}

/** @param {Colours} colours @param {number} ratio device pixels to a CSS pixel */
export function signs(colours, ratio) {
  /** @type {Map<string, HTMLCanvasElement>} */
  const known = new Map();
  const once = (key, make) => {
    const found = known.get(key) ?? make();
    known.set(key, found);
    return found;
  };
  const round = (radius, filled, line, fill, ground) => {
    const half = Math.ceil(radius + line) + 1;
    const [canvas, pen] = sheet(2 * half, 2 * half);
    pen.beginPath();
    pen.arc(half, half, radius + line / 2, 0, 2 * Math.PI);
    pen.fillStyle = ground;
    pen.globalAlpha = filled;
    pen.fill();
    pen.strokeStyle = colours.accent;
    pen.lineWidth = line;
    pen.globalAlpha = fill;
    pen.stroke();
    return canvas;
  };
  const [figures, ink] = sheet(10 * FIGURES * ratio, 2 * FIGURES * ratio);
  ink.font = `${FIGURES * ratio}px sans-serif`;
  ink.textBaseline = 'middle';
  ink.textAlign = 'center';
  ink.fillStyle = colours.figures;
  const step = Math.ceil(ink.measureText('0').width);
  for (let figure = 0; figure < 10; figure += 1) ink.fillText(String(figure), (figure + 0.5) * step, figures.height / 2);
  return {
    hatching: hatching(colours.accent, ratio),
    /** A circle, solid, hollow, or for several places. @param {Kind} kind @param {number} radius in device pixels */
    circle: (kind, radius) => once(`${kind} ${radius}`, () => round(radius, kind === 'many' ? 0.75 : 0.85, 1.5 * ratio, 1, kind === 'near' ? colours.ground : colours.accent)),
    /** The ground that is meant by a place; none where it is too wide for a picture. @param {number} radius in device pixels */
    disc: (radius) => (radius > WIDEST * ratio ? null : once(`disc ${radius}`, () => round(radius, 0.12, ratio, 0.12, colours.accent))),
    /** Writes a number around a point. @param {CanvasRenderingContext2D} pen @param {number} number @param {number} x @param {number} y */
    write(pen, number, x, y) {
      const text = String(number);
      const left = Math.round(x - (text.length * step) / 2);
      const top = Math.round(y - figures.height / 2);
      for (let at = 0; at < text.length; at += 1) pen.drawImage(figures, Number(text[at]) * step, 0, step, figures.height, left + at * step, top, step, figures.height);
    },
  };
}
