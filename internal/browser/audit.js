async rules => {
	const result = await axe.run(document, {
		runOnly: rules.length ? {type: "rule", values: rules}
			: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
		rules: rules.length ? {} : {"target-size": {enabled: true}},
		resultTypes: ["violations"],
	});
	return result.violations.flatMap(violation => violation.nodes.map(node => ({
		rule: violation.id,
		help: violation.help,
		target: node.target.flat().join(" "),
		detail: [...node.any, ...node.all, ...node.none].map(check => check.message).join("; "),
	})));
}
