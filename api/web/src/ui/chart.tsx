/** A chart that follows its place and the light; what it says stands beside it in words for who cannot see it. */

import { useEffect, useRef } from "preact/hooks";
import type { ChartOption, LiveChart } from "./echarts";

/** On its way as soon as a page with charts is. */
const library = import("./echarts");

interface ChartProps {
  option: (colour: (name: string) => string) => ChartOption;
  label: string;
  height: number;
}

export function Chart({ option, label, height }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<LiveChart | undefined>(undefined);
  const latest = useRef(option);
  latest.current = option;

  const draw = useRef(() => {
    const style = getComputedStyle(document.documentElement);
    chart.current?.setOption(
      latest.current((name) => style.getPropertyValue(`--${name}`).trim()),
      { notMerge: true },
    );
  });

  useEffect(() => {
    let left = false;
    const resized = new ResizeObserver(() => chart.current?.resize());
    void library.then(({ chartIn }) => {
      if (!left && place.current) {
        chart.current = chartIn(place.current);
        draw.current();
        resized.observe(place.current);
      }
    });
    const redraw = () => requestAnimationFrame(draw.current);
    addEventListener("paiban-theme", redraw);
    return () => {
      left = true;
      resized.disconnect();
      removeEventListener("paiban-theme", redraw);
      chart.current?.dispose();
    };
  }, []);

  useEffect(() => draw.current(), [option]);

  return <div ref={place} role="img" aria-label={label} style={{ height: `${height}px`, width: "100%" }} />;
}
