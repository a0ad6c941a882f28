package board

// The letters to employers about ads that they hand in and have.
const (
	NoticeConfirm   NoticeKind = "confirm"       // asks the author of a draft to confirm it
	NoticeProof     NoticeKind = "proof"         // asks a customer to approve what the desk has written for them
	NoticeComment   NoticeKind = "proof_comment" // tells who has sent a proof that its customer wants something changed
	NoticeOrdered   NoticeKind = "ordered"       // the order confirmation
	NoticeNewcomer  NoticeKind = "newcomer"      // tells an employer's people of an ad from an address that is new to them
	NoticeAgency    NoticeKind = "agency"        // tells an employer that somebody else advertises for it, and lets it object
	NoticeVanishing NoticeKind = "vanishing"     // a draft that nobody comes back to vanishes in a week
	NoticeEnding    NoticeKind = "ending"        // two days are left
	NoticeEnded     NoticeKind = "ended"         // what came of it, in numbers, and whether the post was filled
	NoticeApplyGone NoticeKind = "apply_gone"    // nothing is there any more where an ad leads on to apply; also to the desk
	NoticeEditLive  NoticeKind = "edit_live"     // tells an ad's other owners of a change that is live
	NoticeOwner     NoticeKind = "owner_added"   // tells somebody that an owner of an ad has made them one too
)
