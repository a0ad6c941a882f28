package board

// The letters to readers who follow a search.
const (
	NoticeAlertConfirm NoticeKind = "alert_confirm" // asks whether the address wants the alert
	NoticeAlert        NoticeKind = "alert"         // new ads
	NoticeAlertKeep    NoticeKind = "alert_keep"    // asks once a year whether it is still wanted
)

// AlertNotices lists the letters that alerts send: they are forgotten with their reader.
func AlertNotices() []NoticeKind {
	return []NoticeKind{NoticeAlertConfirm, NoticeAlert, NoticeAlertKeep}
}
