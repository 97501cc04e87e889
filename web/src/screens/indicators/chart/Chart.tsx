import { useEffect, useRef } from 'react';
import type { Figure } from '../../../api/types';
import { useLook, type Look } from '../../../shell/look';
import { PALETTES } from '../../../shell/palette';
import { init, type Drawing } from './echarts';
import { optionOf, type Caption, type Pen } from './option';
import type { Drawn } from './series';

interface Props {
  drawn: Drawn;
  caption: Caption;
  open: (figure: Figure) => void;
}

const NARROW = 560;

/** The chart. A point or a bar opens its figure; what it shows is in the table below as well, for those who cannot see it. */
export default function Chart({ drawn, caption, open }: Props) {
  const house = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing>(undefined);
  const look = useLook();
  const opener = useRef(open);
  opener.current = open;

  useEffect(() => {
    if (!house.current) return undefined;
    const chart = init(house.current);
    drawing.current = chart;
    const sized = new ResizeObserver(() => chart.resize());
    sized.observe(house.current);
    return () => {
      sized.disconnect();
      chart.dispose();
    };
  }, []);

  useEffect(() => {
    const draw = (light: Look['light']) => {
      const narrow = (house.current?.clientWidth ?? NARROW) < NARROW;
      drawing.current?.setOption(optionOf(drawn, caption, penOf({ light, text: look.text }, narrow)), true);
    };
    draw(look.light);
    const clicked = ({ seriesIndex = 0, dataIndex = 0 }: { seriesIndex?: number; dataIndex?: number }) => {
      const figure = drawn.series[seriesIndex]?.figures[dataIndex];
      if (figure) opener.current(figure);
    };
    const chart = drawing.current;
    chart?.on('click', clicked);
    // On paper it is day, whatever the screen shows.
    const printing = window.matchMedia('print');
    const turned = () => {
      draw(printing.matches ? 'light' : look.light);
      chart?.getZr().flush();
    };
    printing.addEventListener('change', turned);
    return () => {
      chart?.off('click', clicked);
      printing.removeEventListener('change', turned);
    };
  }, [drawn, caption, look]);

  const size = drawn.kind === 'time' ? 20 : Math.max(10, 6 + drawn.places.length * (drawn.series.length > 1 ? 3 : 2));
  const label = `${caption.title}，${caption.under}。图里的数都在下面的表里。`;
  return <div ref={house} className="chart" role="img" aria-label={label} data-part="chart" style={{ height: `${size}rem` }} />;
}

/** The chart as a picture for a document: by day, at one size whatever the screen is, in a fine grain. */
export function pictureOf(drawn: Drawn, caption: Caption): string {
  const canvas = document.createElement('div');
  const height = drawn.kind === 'time' ? 420 : 110 + drawn.places.length * (drawn.series.length > 1 ? 44 : 30);
  const chart = init(canvas, undefined, { width: 960, height, devicePixelRatio: 2 });
  try {
    chart.setOption(optionOf(drawn, caption, penOf({ light: 'light', text: 'normal' }, false)));
    return chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: '#ffffff' });
  } finally {
    chart.dispose();
  }
}

function penOf({ light, text }: Pick<Look, 'light' | 'text'>, narrow: boolean): Pen {
  return { colour: PALETTES[light], text: text === 'large' ? 18 : 15, family: getComputedStyle(document.body).fontFamily, narrow };
}
