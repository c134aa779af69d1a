/** The parts of ECharts that the page draws with. */

import { BarChart, CustomChart, LineChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  BarChart,
  CustomChart,
  GridComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  SVGRenderer,
  TooltipComponent,
]);

export type ChartOption = EChartsCoreOption;
export type LiveChart = EChartsType;

export function chartIn(place: HTMLElement): LiveChart {
  return init(place, null, { renderer: "svg" });
}
