package desk

import (
	"context"
	"errors"

	"ledigajobb/internal/board"
)

// A Quote is what a draft costs, and under which terms.
type Quote struct {
	Order board.Order // as it would be placed now, without a number
	Terms string      // the version of the terms that hold
	Days  int         // how long the ad is shown at most
}

// Sum is what it costs with tax, in öre.
func (q Quote) Sum() int64 { return q.Order.Total()*100 + q.Order.Tax() }

// Quote is what a draft costs, for the page on which it is ordered. A draft without a package is an Invalid; what is wrong
// with the invoice data only SubmitDraft says.
func (d *Desk) Quote(ctx context.Context, by board.Actor, id board.ID, key string) (q Quote, err error) {
	err = d.change(ctx, by, func(c *change) error {
		draft, err := c.draft(ctx, id, key)
		if err != nil {
			return err
		}
		q, err = c.quote(ctx, draft)
		return err
	})
	return q, err
}

func (c *change) quote(ctx context.Context, draft *board.Draft) (Quote, error) {
	employer, err := c.employerOf(ctx, draft)
	if err != nil {
		return Quote{}, err
	}
	outsider, err := c.outsider(ctx, employer.ID, draft)
	if err != nil {
		return Quote{}, err
	}
	return c.quoteTo(ctx, draft, outsider)
}

// quoteTo is what a draft costs its owner, who is an outsider to its employer, or not.
func (c *change) quoteTo(ctx context.Context, draft *board.Draft, outsider bool) (Quote, error) {
	settings, list, err := c.prices(ctx)
	if err != nil {
		return Quote{}, err
	}
	employer, err := c.employerOf(ctx, draft)
	if err != nil {
		return Quote{}, err
	}
	o := board.Order{State: board.OrderOrdered, Employer: employer.ID, Known: !outsider, VAT: list.VAT, Invoice: draft.Order.Invoice, CreatedAt: c.now}
	buys := board.Purchase{Package: draft.Package, Extras: draft.Order.Extras, Discount: draft.Order.Discount, Reason: draft.Order.Reason}
	asJob := board.Job{Employer: employer, Readvertise: draft.Readvertise}
	if buys.Again, err = c.again(ctx, &asJob, list); err != nil {
		return Quote{}, err
	}
	if err := c.agreements(ctx, &o, outsider, &buys); err != nil {
		return Quote{}, err
	}
	o.Lines, err = list.Lines(buys)
	return Quote{Order: o, Terms: c.termsOf(settings), Days: list.Offer(board.Item(draft.Package)).Days}, err
}

// outsider says whether the agreements of an employer are not for the owner of a draft: an agency's, or one who is not known
// as the employer's. What the owner says of themselves is not enough; what the desk does is.
func (c *change) outsider(ctx context.Context, employer board.EmployerID, draft *board.Draft) (bool, error) {
	if draft.Begun.AtDesk && (c.by.May(board.PermPlace) || draft.Proof.Employer == clientKey(draft)) {
		return draft.Client.For == board.ForOther, nil
	}
	if draft.Client.For == board.ForOther || c.by.Email == "" || c.by.Email != draft.Owner {
		return true, nil
	}
	s, err := c.standing(ctx, employer, draft.Owner)
	return s < Advertiser, err
}

// days is how long an ad of a package is shown at most.
func (c *change) days(ctx context.Context, p board.Package) (int, error) {
	_, list, err := c.prices(ctx)
	return list.Offer(board.Item(p)).Days, err
}

// checkDraftInvoice is what is wrong with the invoice data of a draft whose order is quoted.
func (c *change) checkDraftInvoice(ctx context.Context, draft *board.Draft, q Quote) error {
	o := q.Order
	if o.Employer != 0 || o.Total() == 0 || !o.Invoice.Billed() {
		return c.checkInvoice(ctx, &o)
	}
	return o.Invoice.Check(publicBuyer(&o.Invoice, board.Employer{OrgNr: draft.Employer.OrgNr}))
}

// faultsOf are the faults of some errors together; an error that is none of faults comes first.
func faultsOf(errs ...error) error {
	all := &board.Invalid{}
	for _, err := range errs {
		var invalid *board.Invalid
		switch {
		case errors.As(err, &invalid):
			all.Faults = append(all.Faults, invalid.Faults...)
		case err != nil:
			return err
		}
	}
	return all.Err()
}
