package board

// The letters about reports, and about ads that are taken down because of them or otherwise.
const (
	NoticeReportAsked NoticeKind = "report_asked" // asks the owners about what a reader has said
	NoticeTakenDown   NoticeKind = "taken_down"   // the statement of reasons (regulation (EU) 2022/2065, article 17)
	NoticeReportDone  NoticeKind = "report_done"  // tells a reader what became of the report (article 16.5)
)
