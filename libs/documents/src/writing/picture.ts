import { Resvg } from '@resvg/resvg-js';
import { fontFamily, fontFiles } from './fonts.js';

/** Twice the screen's resolution: sharp in print, small in the file. */
const pixelsWide = 1440;

/** A chart as PNG, for readers of DOCX that don't know SVG. */
export function pictureOf(svg: string): Buffer {
  const picture = new Resvg(svg, {
    fitTo: { mode: 'width', value: pixelsWide },
    background: '#ffffff',
    font: { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: fontFamily },
  });
  return Buffer.from(picture.render().asPng());
}
