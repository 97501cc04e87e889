import { PALETTES, SHADES } from '../../../shell/palette';
import type { Caption } from '../chart/option';
import { classInWords, darkness, shadeOf, type Class } from './classes';
import type { Plan } from './plan';

const GRAIN = 2;
const HEAD = 64;

/** The map as a picture for a document: by day, with title and legend, in a fine grain. */
export function pictureOf({ width, height, units }: Plan, classes: Class[], caption: Caption, missing: string): string {
  const canvas = document.createElement('canvas');
  const foot = 34 + 22 * Math.ceil((classes.length + 1) / 3);
  [canvas.width, canvas.height] = [width * GRAIN, (HEAD + height + foot) * GRAIN];
  const pen = canvas.getContext('2d');
  if (!pen) return '';
  const colour = PALETTES.light;
  const family = getComputedStyle(document.body).fontFamily;
  const write = (text: string, x: number, y: number, size: number, ink: string, align: CanvasTextAlign = 'left') => {
    pen.font = `${size}px ${family}`;
    pen.textAlign = align;
    pen.fillStyle = ink;
    pen.fillText(text, x, y);
  };
  pen.scale(GRAIN, GRAIN);
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, width, HEAD + height + foot);
  write(caption.title, 12, 26, 18, colour.ink);
  write(caption.under, 12, 48, 13, colour.ink2);
  const hatch = hatched(pen, colour.edge);
  pen.save();
  pen.translate(0, HEAD);
  for (const { path, figure } of units) {
    const shade = shadeOf(figure, classes);
    const outline = new Path2D(path);
    pen.fillStyle = shade === undefined ? hatch : (SHADES.light[shade] ?? colour.paper);
    pen.fill(outline, 'evenodd');
    pen.strokeStyle = colour.edge;
    pen.stroke(outline);
  }
  for (const { name, at } of units) {
    pen.lineWidth = 4;
    pen.strokeStyle = '#ffffff';
    pen.font = `15px ${family}`;
    pen.textAlign = 'center';
    pen.strokeText(name, at[0], at[1]);
    write(name, at[0], at[1], 15, colour.ink, 'center');
  }
  pen.restore();
  const entries = [...classes.map((one, i) => ({ text: classInWords(one, caption.measure), fill: SHADES.light[darkness(i, classes.length)] ?? '' })), ...(missing ? [{ text: missing, fill: '' }] : [])];
  entries.forEach(({ text, fill }, i) => {
    const [x, y] = [12 + (i % 3) * (width / 3), HEAD + height + 22 + Math.floor(i / 3) * 22];
    pen.fillStyle = fill || hatch;
    pen.fillRect(x, y - 11, 22, 14);
    pen.lineWidth = 1;
    pen.strokeStyle = colour.edge;
    pen.strokeRect(x, y - 11, 22, 14);
    write(text, x + 30, y, 13, colour.ink);
  });
  return canvas.toDataURL('image/png');
}

function hatched(pen: CanvasRenderingContext2D, ink: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  [tile.width, tile.height] = [6, 6];
  const small = tile.getContext('2d');
  if (!small) return '#ffffff';
  small.strokeStyle = ink;
  for (const off of [-6, 0, 6]) {
    small.moveTo(off, 6);
    small.lineTo(off + 6, 0);
  }
  small.stroke();
  return pen.createPattern(tile, 'repeat') ?? '#ffffff';
}
