package board

// The letters about what the desk has decided, to an ad's owners, and about what waits for it, to its editors.
const (
	NoticeApproved         NoticeKind = "approved"
	NoticeReturned         NoticeKind = "returned"
	NoticeRefused          NoticeKind = "refused"
	NoticeQuestion         NoticeKind = "question"
	NoticeCorrected        NoticeKind = "corrected"
	NoticeRevisionLive     NoticeKind = "revision_live"
	NoticeRevisionReturned NoticeKind = "revision_returned"
	NoticeDuty             NoticeKind = "duty"
	NoticeReminder         NoticeKind = "reminder"
)
