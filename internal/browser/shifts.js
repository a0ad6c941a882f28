(() => {
	const name = node => !node ? "something that is gone"
		: node.nodeType === Node.TEXT_NODE ? "text in " + name(node.parentNode)
		: node.nodeType !== Node.ELEMENT_NODE ? node.nodeName
		: node.localName + (node.id ? "#" + node.id : "") + [...node.classList].map(c => "." + c).join("");
	const box = r => `${r.x},${r.y} ${r.width}×${r.height}`;
	const observer = new PerformanceObserver(() => {});
	observer.observe({type: "layout-shift", buffered: true});
	const [{domInteractive: read}] = performance.getEntriesByType("navigation");
	const shifts = observer.takeRecords().filter(shift => !shift.hadRecentInput && shift.startTime >= read).map(shift =>
		shift.value.toFixed(4) + " by " + shift.sources.map(source =>
			`${name(source.node)} from ${box(source.previousRect)} to ${box(source.currentRect)}`).join("; "));
	observer.disconnect();
	return shifts;
})()
