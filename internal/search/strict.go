package search

import "ledigajobb/internal/board"

// Matches is the visible jobs that have all that a query asks for, the newest first: none of its words is mended or left
// out in favour of what there is. So it suits an index of a part of the board, such as the ads that are new. Sort, limit,
// offset and facets mean nothing to it.
func (v *Version) Matches(q board.Query) []board.ID {
	in := v.rooms.enter()
	defer v.rooms.leave(in)
	s := v.bounded(&q, in)
	for _, w := range s.understand(parseText(q.Text)) {
		m := s.match(w)
		if m.not {
			for i := range s.base {
				s.base[i] = s.in.minus(s.base[i], m.finds[i].docs)
			}
			continue
		}
		s.wanted = append(s.wanted, m)
	}
	if len(s.wanted) > 0 {
		s.base = s.common(s.base, -1)
	}
	s.choose(&q)
	found := s.all()
	var ids []board.ID
	for _, at := range s.merge(found, count(found), (*part).newestFrom, newest) {
		ids = append(ids, at.id(at.doc))
	}
	return ids
}
