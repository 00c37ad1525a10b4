/** The parts of ECharts that the pages use; loaded when the first chart is drawn. */
import { BarChart, LineChart } from 'echarts/charts';
import { AxisPointerComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, TooltipComponent, AxisPointerComponent, CanvasRenderer]);

export { init };
