package board

import "time"

// A Customer is what the desk alone knows of an employer.
type Customer struct {
	Employer  EmployerID
	Note      string
	NoContact bool // does not want to be sold to
	Version   int  // 0: nothing has been noted yet
}

// BlockKind says what a block keeps away.
type BlockKind string

// The kinds of block.
const (
	BlockEmployer BlockKind = "employer"
	BlockAddress  BlockKind = "address"
	BlockDomain   BlockKind = "domain" // and every domain below it
)

// BlockKinds lists them.
func BlockKinds() []BlockKind { return []BlockKind{BlockEmployer, BlockAddress, BlockDomain} }

// A Block refuses ads: of an employer, or from a mail address or a whole domain.
type Block struct {
	Kind     BlockKind
	Value    string     // the address or domain; of an employer empty
	Employer EmployerID // of an employer, else the one on whose page it was made
	Reason   string
	By       string
	At       time.Time
}
