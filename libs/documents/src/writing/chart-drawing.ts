import type { EChartsCoreOption } from 'echarts/core';
import { init } from 'echarts/dist/echarts.esm.min.mjs';
import { printableText } from '#domain/printable-text.js';
import type { Standing } from '#domain/summary/standing.js';
import type { Chart } from '#messages/report/report-document.js';
import { fontFamily } from './fonts.js';

export interface Drawing {
  svg: string;
  /** In SVG user units; the picture scales. */
  width: number;
  height: number;
}

const width = 720;
const ink = '#1e2b3c';
const quiet = '#4b5563';
const gridInk = '#dfe4ea';

/** Told apart by lightness as well as by hue; the label in a bar is readable on its colour (4.5:1). */
const colourOf: Record<Standing, { fill: string; label: string }> = {
  done: { fill: '#17603f', label: '#ffffff' },
  awaitingSignOff: { fill: '#8fd0b3', label: ink },
  onTrack: { fill: '#0062ba', label: '#ffffff' },
  noDeadline: { fill: '#c3cad3', label: ink },
  late: { fill: '#a3000f', label: '#ffffff' },
  proposed: { fill: '#f2d98d', label: ink },
};
const toneColour = { main: '#0062ba', late: '#a3000f', done: '#17603f' };

/**
 * A chart as SVG: text is text, all of it escaped, and no script or link is in it.
 * @param name what its ids begin with; unique where several stand in one page
 */
export function drawChart(chart: Chart, name: string): Drawing {
  const height = heightOf(chart);
  const drawn = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    drawn.setOption({
      animation: false,
      textStyle: { fontFamily, color: ink, fontSize: 13 },
      ...(chart.kind === 'bars' ? bars(chart) : lines(chart)),
    });
    // The library counts its ids per process; ours make the same chart the same bytes.
    const svg = numberedAnew(printableText(drawn.renderToSVGString()).replaceAll(/\bzr\d+-/g, `${name}-`));
    return { svg, width, height };
  } finally {
    drawn.dispose();
  }
}

/** Its classes in the order they come. */
function numberedAnew(svg: string): string {
  const numbers = new Map<string, number>();
  return svg.replaceAll(/-cls-(\d+)/g, (_all, number: string) => {
    if (!numbers.has(number)) numbers.set(number, numbers.size);
    return `-cls-${numbers.get(number) ?? 0}`;
  });
}

interface Extent {
  min: number;
  max: number;
}

function heightOf(chart: Chart): number {
  return chart.kind === 'bars' ? 50 + chart.categories.length * 36 : 300;
}

function bars({ categories, series }: Extract<Chart, { kind: 'bars' }>): EChartsCoreOption {
  return {
    grid: {
      left: 8,
      right: 16,
      top: 40,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 14, textStyle: { color: ink, fontSize: 13 } },
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: quiet },
      splitLine: { lineStyle: { color: gridInk } },
    },
    yAxis: {
      type: 'category',
      data: [...categories],
      inverse: true,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: gridInk } },
      axisLabel: { color: ink, lineHeight: 15, interval: 0, formatter: labelLines },
    },
    series: series.map(({ standing, name, values }) => ({
      type: 'bar',
      stack: 'all',
      name,
      data: values.map((value) => (value === 0 ? null : value)),
      barWidth: 20,
      itemStyle: { color: colourOf[standing].fill, borderColor: '#ffffff', borderWidth: 1 },
      label: { show: true, color: colourOf[standing].label, fontSize: 12 },
    })),
  };
}

function lines({
  dates,
  dateLabels,
  series,
  unit,
  target,
}: Extract<Chart, { kind: 'lines' }>): EChartsCoreOption {
  const days = dates.map((date) => Date.parse(date));
  const labelOf = new Map(days.map((day, index) => [day, dateLabels[index] ?? '']));
  const withUnit = (value: number) => (unit === undefined ? String(value) : `${value} ${unit}`);
  return {
    grid: {
      left: 12,
      right: 56,
      top: 44,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: {
      top: 0,
      left: 0,
      itemWidth: 22,
      itemHeight: 10,
      textStyle: { color: ink, fontSize: 13, width: 660, overflow: 'truncate' },
    },
    xAxis: {
      type: 'time',
      // Room for the labels of the first point and the last.
      min: ({ min, max }: Extent) => min - (max - min) * 0.04,
      max: ({ min, max }: Extent) => max + (max - min) * 0.04,
      axisLine: { lineStyle: { color: gridInk } },
      axisTick: { customValues: days },
      axisLabel: {
        color: quiet,
        customValues: days,
        formatter: (day: number) => labelOf.get(day) ?? '',
        hideOverlap: true,
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      ...(target === undefined
        ? {}
        : { max: ({ max }: { max: number }) => niceAbove(Math.max(max, target.value)) }),
      axisLabel: { color: quiet, formatter: withUnit },
      splitLine: { lineStyle: { color: gridInk } },
    },
    series: series.map(({ name, values, labels, tone }, index) => ({
      type: 'line',
      name,
      data: values.map((value, at) => [days[at], value]),
      connectNulls: true,
      symbol: (['circle', 'rect', 'triangle'] as const)[index % 3],
      symbolSize: 8,
      lineStyle: { color: toneColour[tone], width: 2.5 },
      itemStyle: { color: toneColour[tone] },
      label: {
        show: true,
        color: ink,
        position: 'top',
        formatter: ({ dataIndex }: { dataIndex: number }) => labels[dataIndex] ?? '',
      },
      ...(target === undefined || index > 0 ? {} : { markLine: targetLine(target) }),
    })),
  };
}

/** About as wide as two fifths of the chart; what a label has no room for stands in the table. */
const label = { lines: 2, characters: 44 };

/** A label in at most two lines: broken between words, and within one that no line has room for. */
export function labelLines(text: string): string {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/u)) {
    const [first = '', ...others] = piecesOf(word);
    const last = lines.at(-1);
    if (last !== undefined && [...`${last} ${first}`].length <= label.characters) {
      lines[lines.length - 1] = `${last} ${first}`;
    } else lines.push(first);
    lines.push(...others);
  }
  if (lines.length <= label.lines) return lines.join('\n');
  const shown = lines.slice(0, label.lines);
  const cut = [...(shown.at(-1) ?? '')].slice(0, label.characters - 2).join('');
  return [...shown.slice(0, -1), `${cut.replace(/[\s,;:.–-]+$/u, '')} …`].join('\n');
}

function piecesOf(word: string): string[] {
  return word.match(new RegExp(`.{1,${label.characters}}`, 'gsu')) ?? [word];
}

function targetLine({ value, label }: { value: number; label: string }) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: ink, type: 'dashed', width: 1.5 },
    label: { position: 'insideStartTop', color: ink, formatter: () => label },
    data: [{ yAxis: value }],
  };
}

/** A round number a little above, so that neither target nor label touches the edge. */
function niceAbove(value: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return Math.ceil((value * 1.1) / step) * step;
}
