package advice

import (
	"regexp/syntax"
	"slices"
	"strings"
)

// mostPieces is how many texts an expression, or a part of it, is taken for.
const mostPieces = 64

// piecesOf is texts, in small letters, of which every match of an expression has one; none where they cannot be told.
func piecesOf(tree *syntax.Regexp) []string {
	if all := textsOf(tree); all != nil {
		return withoutLonger(all)
	}
	switch tree.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return piecesOf(tree.Sub[0])
	case syntax.OpRepeat:
		if tree.Min > 0 {
			return piecesOf(tree.Sub[0])
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range tree.Sub {
			one := piecesOf(sub)
			if one == nil {
				return nil
			}
			all = append(all, one...)
		}
		return withoutLonger(all)
	case syntax.OpConcat:
		return piecesOfParts(tree.Sub)
	}
	return nil
}

// piecesOfParts is the rarest pieces of what parts make one after the other.
func piecesOfParts(parts []*syntax.Regexp) (rarest []string) {
	consider := func(pieces []string) {
		if rarity(pieces) > rarity(rarest) {
			rarest = pieces
		}
	}
	run := []string{""} // what the parts since the last that is no texts make together
	for _, part := range parts {
		longer := joined(run, textsOf(part))
		if longer == nil {
			consider(withoutLonger(run))
			consider(piecesOf(part))
			longer = []string{""}
		}
		run = longer
	}
	consider(withoutLonger(run))
	return rarest
}

// textsOf is all texts that an expression stands for, nil where they are many.
func textsOf(tree *syntax.Regexp) (all []string) {
	switch tree.Op {
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(tree.Rune))}
	case syntax.OpEmptyMatch, syntax.OpWordBoundary, syntax.OpBeginText, syntax.OpEndText:
		return []string{""}
	case syntax.OpCapture:
		return textsOf(tree.Sub[0])
	case syntax.OpQuest:
		if one := textsOf(tree.Sub[0]); one != nil {
			return append([]string{""}, one...)
		}
	case syntax.OpCharClass:
		for i := 0; i < len(tree.Rune); i += 2 {
			for r := tree.Rune[i]; r <= tree.Rune[i+1]; r++ {
				if all = append(all, strings.ToLower(string(r))); len(all) > mostPieces {
					return nil
				}
			}
		}
		slices.Sort(all)
		return slices.Compact(all)
	case syntax.OpAlternate:
		for _, sub := range tree.Sub {
			one := textsOf(sub)
			if one == nil || len(all)+len(one) > mostPieces {
				return nil
			}
			all = append(all, one...)
		}
		return all
	case syntax.OpConcat:
		all = []string{""}
		for _, sub := range tree.Sub {
			if all = joined(all, textsOf(sub)); all == nil {
				return nil
			}
		}
		return all
	}
	return nil
}

// joined is each of some texts with each of others after it, nil where that would be too many.
func joined(before, after []string) (all []string) {
	if len(before)*len(after) > mostPieces {
		return nil
	}
	for _, b := range before {
		for _, a := range after {
			all = append(all, b+a)
		}
	}
	return all
}

// withoutLonger leaves out the pieces that have another in them.
func withoutLonger(pieces []string) []string {
	var few []string
	slices.SortStableFunc(pieces, func(a, b string) int { return len(a) - len(b) })
	for _, piece := range pieces {
		if !slices.ContainsFunc(few, func(shorter string) bool { return strings.Contains(piece, shorter) }) {
			few = append(few, piece)
		}
	}
	return few
}

// rarity says how rarely one of the pieces will be met: by the length of the one that is met most, in which a digit counts
// as three letters.
func rarity(pieces []string) int {
	if len(pieces) == 0 {
		return 0
	}
	of := func(piece string) (n int) {
		for _, r := range piece {
			if n++; r >= '0' && r <= '9' {
				n += 2
			}
		}
		return n
	}
	least := of(pieces[0])
	for _, piece := range pieces[1:] {
		least = min(least, of(piece))
	}
	return least
}
