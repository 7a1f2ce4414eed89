/* Draws the charts of the page from their definitions (element #charts). Colours come from the style sheet by role. */
(function () {
  'use strict';
  var set = JSON.parse(document.getElementById('charts').textContent);
  var drawn = {};
  var scales = {};
  var MINUS = '\u2212';

  function color(role) {
    return getComputedStyle(document.documentElement).getPropertyValue('--' + role).trim();
  }

  function number(value, decimals) {
    var text = Math.abs(value) >= 1e7 ? value.toExponential(1)
      : value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    return text.replace('-', MINUS);
  }

  var FORMATS = {
    PERCENT: { axis: function (v) { return number(v * 100, Math.abs(v) < 0.05 && (v * 100) % 1 !== 0 ? 1 : 0) + ' %'; },
               full: function (v) { return number(v * 100, 2) + ' %'; } },
    RATIO: { axis: function (v) { return number(v, Number.isInteger(v) ? 0 : Number.isInteger(v * 10) ? 1 : 2); },
             full: function (v) { return number(v, 2); } },
    GROWTH: { axis: function (v) { return number(v, Number.isInteger(v) ? 0 : Number.isInteger(v * 10) ? 1 : 2); },
              full: function (v) { return number(v, 3); } },
    COUNT: { axis: function (v) { return number(v, 0); }, full: function (v) { return number(v, 0); } }
  };

  function escape(text) {
    var holder = document.createElement('span');
    holder.textContent = text;
    return holder.innerHTML;
  }

  function shorten(text, most) {
    return text.length > most ? text.slice(0, most - 1) + '\u2026' : text;
  }

  function isDays(axis) {
    return axis.length > 0 && /^\d{4}-\d{2}-\d{2}$/.test(axis[0]);
  }

  /* First position of each year, thinned so that labels do not touch. */
  function yearStarts(axis, width) {
    var starts = {};
    var found = [];
    for (var i = 1; i < axis.length; i++) {
      if (axis[i].slice(0, 4) !== axis[i - 1].slice(0, 4)) { found.push(i); }
    }
    var most = Math.max(2, Math.floor(width / 64));
    var step = Math.ceil(found.length / most);
    found.forEach(function (at, k) { if (k % step === 0) { starts[at] = true; } });
    return found.length >= 2 ? starts : null;
  }

  /* First position of each month of a span too short for years. */
  function monthStarts(axis, width) {
    var starts = {};
    var found = [];
    for (var i = 0; i < axis.length; i++) {
      if (i === 0 ? axis[0].slice(8) <= '07' : axis[i].slice(0, 7) !== axis[i - 1].slice(0, 7)) { found.push(i); }
    }
    var step = Math.ceil(found.length / Math.max(2, Math.floor(width / 64)));
    found.forEach(function (at, k) { if (k % step === 0) { starts[at] = true; } });
    return found.length >= 3 && found.length <= 30 ? starts : null;
  }

  /* Round values that a logarithmic scale shows as lines. */
  function logTicks(low, high) {
    var ticks = [];
    var ratio = high / low;
    var steps = ratio > 1000 ? [1] : ratio > 20 ? [1, 2, 5] : ratio > 5 ? [1, 1.5, 2, 3, 5, 7]
      : ratio > 2 ? [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9]
      : [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2, 2.2, 2.4, 2.6, 2.8, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5];
    for (var p = Math.floor(Math.log10(low)); p <= Math.ceil(Math.log10(high)); p++) {
      steps.forEach(function (s) {
        var v = s * Math.pow(10, p);
        if (v >= low && v <= high) { ticks.push(v); }
      });
    }
    return ticks.length ? ticks : [low, high];
  }

  /* Where a label of the horizontal axis would leave the chart, the plot makes room: pixels on the left and on the right. */
  function margins(axis, ticks, names, slanted, gap, width, size) {
    var half = (names || (ticks && !/-/.test(ticks.text) ? 4 : ticks ? 7 : 10)) * size * 0.31 + 2;
    if (names && slanted) { return [Math.max(8, 2 * half * 0.6 - 8 - (gap ? width / axis.length / 2 : 0)), 14]; }
    if (gap && names) { return [8, 14]; }
    var last = axis.length - 1;
    if (ticks) { last = Math.max.apply(null, Object.keys(ticks.at).map(Number)); }
    var after = (1 - last / Math.max(1, axis.length - 1)) * (width - 60);
    return [ticks ? 8 : Math.max(8, half - 14), Math.max(14, half - after)];
  }

  function range(series) {
    var low = Infinity;
    var high = -Infinity;
    series.forEach(function (s) {
      s.data.forEach(function (v) { if (v !== null) { low = Math.min(low, v); high = Math.max(high, v); } });
    });
    return [low, high];
  }

  function drawSeries(s, points, chart) {
    var base = {
      name: s.name, data: s.values, animation: false, silent: false,
      itemStyle: { color: color(s.role) }, lineStyle: { color: color(s.role), width: s.role === 'benchmark' ? 1.4 : 1.9 },
      emphasis: { disabled: true }
    };
    if (s.kind === 'BAR' || s.kind === 'STACKED_BAR') {
      base.type = 'bar';
      if (s.kind === 'STACKED_BAR') { base.stack = 'all'; base.barCategoryGap = points > 30 ? '0%' : '20%'; } else {
        base.barGap = '8%';
        base.barCategoryGap = '24%';
        base.barMaxWidth = 60;
        base.barMinHeight = chart.id === 'annual' ? 2 : 0;
      }
      return base;
    }
    base.type = 'line';
    base.z = 6;
    base.clip = false;
    base.step = s.kind === 'STEP' ? 'middle' : false;
    base.showSymbol = points < 30 && s.kind !== 'STEP';
    base.symbol = 'circle';
    base.symbolSize = points === 1 ? 9 : 6;
    if (s.role === 'benchmark') { base.lineStyle.type = [5, 3]; }
    if (s.kind === 'AREA') { base.areaStyle = { color: color(s.role), opacity: 0.22 }; }
    return base;
  }

  /* A line for lines, dashed for the benchmark's, a block for what is filled. */
  function icon(s) {
    if (s.kind !== 'LINE' && s.kind !== 'STEP') { return 'roundRect'; }
    return s.role === 'benchmark' ? 'path://M0,4H7V7H0ZM10,4H17V7H10ZM20,4H27V7H20Z' : 'path://M0,4H27V7H0Z';
  }

  function option(chart, width) {
    var axis = set.axes[chart.axis];
    var format = FORMATS[chart.format];
    var log = scales[chart.id] === 'log';
    var ink = color('soft');
    var size = window.matchMedia('print').matches ? 10 : 12;
    var grid = color('grid');
    var days = isDays(axis);
    var years = days || /^\d{4}-\d{2}$/.test(axis[0]) ? yearStarts(axis, width) : null;
    var months = days && !years && chart.axis === 'days' ? monthStarts(axis, width) : null;
    var ticks = years || months;
    /* Names are all written, at a slant where they would touch. */
    var names = !months && !years && axis.length <= 24 && chart.axis !== 'returns' ? Math.max.apply(null, axis.map(function (a) { return shorten(a, 12).length; })) : 0;
    var slanted = names * 7 + 8 > (width - 60) / axis.length;
    var gap = chart.series.some(function (s) { return s.kind !== 'LINE' && s.kind !== 'AREA'; }) || axis.length === 1;
    var sides = margins(axis, ticks ? { at: ticks, text: years ? '2000' : '2000-01' } : null, names, slanted, gap, width, size);
    var series = chart.series.map(function (s) { return drawSeries(s, axis.length, chart); });
    /* Holds lines and shades of the background, whose depth is 5. */
    var back = { name: '', type: 'line', data: [], silent: true };
    var y = {
      type: 'value', scale: chart.format === 'GROWTH' || chart.id.indexOf('rolling') === 0,
      axisLabel: { color: ink, fontSize: size, formatter: format.axis, hideOverlap: true }, splitLine: { lineStyle: { color: grid } },
      splitNumber: width < 500 ? 4 : 5, minInterval: chart.format === 'COUNT' ? 1 : 0
    };
    if (chart.id === 'exposure' || chart.id === 'sectors') {
      var top = chart.id === 'exposure' ? range(series)[1] : 0;
      y.min = 0;
      y.max = top > 1.0001 ? undefined : 1;
      y.interval = top > 1.0001 ? undefined : 0.25;
    }
    if (log) {
      series.forEach(function (s) { s.data = s.data.map(function (v) { return v !== null && v > 0 ? Math.log(v) : null; }); });
      var ends = range(series);
      var pad = Math.max(0.02, (ends[1] - ends[0]) * 0.05);
      y.min = ends[0] - pad;
      y.max = ends[1] + pad;
      y.axisLabel = { show: false };
      y.splitLine = { show: false };
      back.markLine = {
        silent: true, symbol: 'none', animation: false, lineStyle: { color: grid, type: 'solid', width: 1 },
        data: logTicks(Math.exp(y.min), Math.exp(y.max)).map(function (v) {
          return { yAxis: Math.log(v), label: { position: 'start', color: ink, formatter: format.axis(Number(v.toPrecision(6))) } };
        })
      };
    } else if (chart.format === 'GROWTH') {
      back.markLine = {
        silent: true, symbol: 'none', animation: false, label: { show: false },
        lineStyle: { color: ink, type: 'dotted', width: 1 }, data: [{ yAxis: 1 }]
      };
    }
    if (chart.marks.length) {
      series[0].markLine = {
        silent: true, symbol: 'none', animation: false, lineStyle: { color: color('ink'), type: 'dashed', width: 1 },
        data: chart.marks.map(function (m) {
          var part = axis.indexOf(m.at) / axis.length;
          return { xAxis: m.at, label: { formatter: m.name, color: color('ink'), position: 'end', align: part < 0.2 ? 'left' : part > 0.8 ? 'right' : 'center' } };
        })
      };
    }
    if (chart.bands.length) {
      back.markArea = {
        silent: true, animation: false,
        data: chart.bands.map(function (b) {
          return [{ xAxis: b.from, itemStyle: { color: color(b.role) } }, { xAxis: b.to }];
        })
      };
    }
    var many = chart.series.length > 2;
    return {
      animation: false, aria: { enabled: false },
      textStyle: { fontFamily: 'inherit', color: ink },
      grid: { left: log ? 48 : sides[0], right: sides[1], top: (chart.series.length > 1 ? 14 + 20 * legendLines(chart, width, size) : 16) + (chart.marks.length ? 14 : 0), bottom: log ? 28 : names && slanted ? 13 : 8, containLabel: !log },
      legend: {
        show: chart.series.length > 1, top: 0, left: 0, itemWidth: 20, itemHeight: 10, itemGap: 14,
        textStyle: { color: ink, fontSize: size }, formatter: function (name) { return shorten(name, width < 500 ? 22 : 34); },
        data: chart.series.map(function (s) { return { name: s.name, icon: icon(s) }; })
      },
      tooltip: {
        trigger: 'axis', confine: true, backgroundColor: color('panel'), borderColor: color('line'),
        textStyle: { color: color('ink'), fontSize: 13 }, axisPointer: { lineStyle: { color: ink }, type: chart.series[0].kind.indexOf('BAR') >= 0 ? 'shadow' : 'line' },
        formatter: function (items) {
          var rows = items.filter(function (i) { return i.value !== null && i.value !== undefined && !(many && i.value === 0); })
            .map(function (i) {
              var v = log ? Math.exp(i.value) : i.value;
              return '<tr><td style="border:0;padding:1px 8px 1px 0;text-align:left">' + i.marker + escape(shorten(i.seriesName, 40)) +
                '</td><td style="border:0;padding:1px 0"><b>' + format.full(v) + '</b></td></tr>';
            });
          return escape(items[0].axisValue) + '<table style="width:auto;font-size:13px">' + rows.join('') + '</table>';
        }
      },
      xAxis: {
        type: 'category', data: axis, boundaryGap: gap,
        axisLine: { onZero: false, lineStyle: { color: color('line') } },
        axisTick: { show: !!ticks, alignWithLabel: true, interval: ticks ? function (i) { return !!ticks[i]; } : 'auto' },
        axisLabel: {
          color: ink, fontSize: size, hideOverlap: !names, rotate: names && slanted ? 60 : 0,
          interval: ticks ? function (i) { return !!ticks[i]; } : names ? 0 : 'auto',
          formatter: function (v) { return years ? v.slice(0, 4) : months ? v.slice(0, 7) : names ? shorten(v, 12) : v.split(' to ')[0]; }
        },
        splitLine: { show: false }
      },
      yAxis: y,
      series: series.concat([back])
    };
  }

  /* Lines that a legend takes, by an upper estimate of its letters' width. */
  function legendLines(chart, width, size) {
    var lines = 1;
    var x = 0;
    chart.series.forEach(function (s) {
      var item = 25 + shorten(s.name, width < 500 ? 22 : 34).length * size * 0.6;
      if (x > 0 && x + item > width - 10) { lines++; x = 0; }
      x += item + 14;
    });
    return lines;
  }

  function draw(chart) {
    var holder = document.getElementById('chart-' + chart.id);
    if (!holder) { return; }
    if (!drawn[chart.id]) { drawn[chart.id] = echarts.init(holder, null, { renderer: 'svg' }); }
    /* On a phone a long legend needs room of its own. */
    holder.style.height = chart.series.length > 4 && holder.clientWidth < 500 ? '360px' : '';
    drawn[chart.id].resize();
    drawn[chart.id].setOption(option(chart, holder.clientWidth), true);
  }

  function drawAll() { set.charts.forEach(draw); }

  drawAll();
  document.querySelectorAll('.scale button').forEach(function (button) {
    button.addEventListener('click', function () {
      scales[button.dataset.chart] = button.dataset.scale;
      button.parentNode.querySelectorAll('button').forEach(function (b) { b.setAttribute('aria-pressed', String(b === button)); });
      draw(set.charts.find(function (c) { return c.id === button.dataset.chart; }));
    });
  });
  /* Commands that show a figure's source are copied by a click. */
  function copied(button) {
    var told = document.getElementById('copied');
    if (told) { told.textContent = 'Copied: ' + button.dataset.command; }
    button.classList.add('done');
    setTimeout(function () { button.classList.remove('done'); }, 900);
  }
  function copyByHand(text) {
    var field = document.createElement('textarea');
    field.value = text;
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand('copy');
    field.remove();
    return done;
  }
  document.querySelectorAll('.copy').forEach(function (button) {
    button.addEventListener('click', function () {
      var text = button.dataset.command;
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(text).then(function () { copied(button); }, function () { if (copyByHand(text)) { copied(button); } });
      } else if (copyByHand(text)) { copied(button); }
    });
  });
  var waiting = 0;
  window.addEventListener('resize', function () { clearTimeout(waiting); waiting = setTimeout(drawAll, 120); });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  window.matchMedia('print').addEventListener('change', drawAll);
  document.documentElement.dataset.drawn = String(Object.keys(drawn).length);
})();
