package board

import "slices"

// The roles at the desk (terms: 15).
const (
	DeskEditor  DeskRole = "editor"
	DeskSales   DeskRole = "sales"
	DeskFinance DeskRole = "finance"
	DeskAdmin   DeskRole = "admin"
)

// Permission is what a role at the desk may do.
type Permission string

// The permissions. An admin has all of them.
const (
	PermRead      Permission = "read"      // see the desk's pages
	PermReview    Permission = "review"    // decide, publish, take down, feature
	PermPlace     Permission = "place"     // put in ads for customers; publishing them is a review's
	PermCustomers Permission = "customers" // verify, trust, block, merge
	PermOrders    Permission = "orders"    // orders, prices, credits
	PermExport    Permission = "export"    // exports to the ledger, and its numbers
	PermAdmin     Permission = "admin"     // people and settings
)

// May says whether the role has the permission. What is no role has none.
func (r DeskRole) May(p Permission) bool {
	switch r {
	case DeskAdmin:
		return true
	case DeskEditor:
		return slices.Contains([]Permission{PermRead, PermReview, PermPlace, PermCustomers}, p)
	case DeskSales:
		return slices.Contains([]Permission{PermRead, PermPlace, PermOrders}, p)
	case DeskFinance:
		return slices.Contains([]Permission{PermRead, PermExport}, p)
	}
	return false
}
