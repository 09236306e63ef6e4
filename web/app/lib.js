// The libraries of the pages, in one place.
import { h, render, Fragment } from '../vendor/preact.mjs';
import htm from '../vendor/htm.mjs';

export { useCallback, useEffect, useMemo, useRef, useState } from '../vendor/preact-hooks.mjs';
export { computed, effect, signal, batch } from '../vendor/signals.mjs';
export const html = htm.bind(h);
export { h, render, Fragment };
