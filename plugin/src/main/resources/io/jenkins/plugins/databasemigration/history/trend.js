/* Draws the trend of a job's migrations, in the colours of the theme. The table on the page has the same numbers. */
/* global Behaviour, echarts */
(function () {
  "use strict";

  function options(place) {
    const points = JSON.parse(place.dataset.model);
    // A theme may mix its colours, which only the browser can work out.
    const colour = (name) => {
      place.style.color = `var(${name})`;
      const found = getComputedStyle(place).color;
      place.style.color = "";
      return found;
    };
    const text = { color: colour("--text-color") };
    const axis = (name, more) =>
      Object.assign(
        {
          type: "value",
          name,
          nameTextStyle: text,
          axisLabel: text,
          splitLine: { lineStyle: { color: text.color, opacity: 0.15 } },
        },
        more,
      );
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      tooltip: { trigger: "axis", renderMode: "richText" },
      legend: { top: 0, textStyle: text },
      grid: { left: 10, right: 10, top: 60, bottom: 10, containLabel: true },
      xAxis: { type: "category", data: points.map((point) => point.build), axisLabel: text },
      yAxis: [
        axis(place.dataset.seconds, { nameLocation: "end", nameTextStyle: Object.assign({ align: "left" }, text) }),
        axis(place.dataset.pending, {
          minInterval: 1,
          splitLine: { show: false },
          nameTextStyle: Object.assign({ align: "right" }, text),
        }),
      ],
      series: [
        {
          type: "bar",
          name: place.dataset.pending,
          yAxisIndex: 1,
          barMaxWidth: 24,
          emphasis: { disabled: true },
          itemStyle: { color: colour("--orange"), opacity: 0.5 },
          data: points.map((point) => point.pending),
        },
        {
          type: "line",
          name: place.dataset.seconds,
          emphasis: { disabled: true },
          itemStyle: { color: colour("--accent-color") },
          lineStyle: { color: colour("--accent-color") },
          data: points.map((point) => point.seconds),
        },
      ],
    };
  }

  Behaviour.specify(".database-migration-trend", "database-migration-trend", 0, function (place) {
    if (echarts.getInstanceByDom(place)) {
      return;
    }
    const chart = echarts.init(place);
    const draw = () => chart.setOption(options(place), true);
    draw();
    window.addEventListener("resize", () => chart.resize());
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  });
})();
