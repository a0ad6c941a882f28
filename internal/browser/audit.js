async rules => {
	const result = await axe.run(document, {
		runOnly: rules.length ? {type: "rule", values: rules}
			: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
		rules: rules.length ? {} : {"target-size": {enabled: true}},
		resultTypes: ["violations"],
	});
	return result.violations.map(({id, help, nodes}) => ({
		rule: id,
		help: help,
		targets: nodes.map(node => node.target.flat().join(" ")),
		detail: [...nodes[0].any, ...nodes[0].all, ...nodes[0].none].map(check => check.message).join("; "),
	}));
}
