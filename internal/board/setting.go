package board

// The settings that more than one part of the program reads, by their keys. Lists have a line for each entry; an entry of
// a menu is "Name | address". An empty setting is as one that nobody has made.
const (
	SettingName         = "frame.name"      // of the journal
	SettingHome         = "frame.home"      // address of the journal
	SettingLogo         = "frame.logo"      // key of a picture
	SettingAccent       = "frame.accent"    // colour, #rrggbb
	SettingMenu         = "frame.menu"      // the journal's menu
	SettingFoot         = "frame.foot"      // the journal's lines below every page
	SettingCareer       = "frame.career"    // address of the journal's pages on careers
	SettingPublisher    = "frame.publisher" // ansvarig utgivare
	SettingEmail        = "contact.email"   // a mailbox that a person reads
	SettingPhone        = "contact.phone"
	SettingTexts        = "text."      // text.kontakt.sv: a page of small print, in Markdown
	SettingPrices       = "prices"     // as ParsePrices reads them
	SettingHours        = "desk.hours" // as ParseOffice reads them
	SettingBlockedWords = "desk.words" // an ad or a report with one of them is held or refused
)
