package demo

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// A pen fills shapes in a square of 100 by 100 units.
type pen struct {
	img    draw.Image
	square image.Rectangle
	colour color.NRGBA
}

// A shape draws the outline of a shape.
type shape func(o *outline)

// An outline is a rasterizer that counts in the square's units.
type outline struct {
	*vector.Rasterizer
	unit float32
}

func (o *outline) move(x, y float32) { o.MoveTo(x*o.unit, y*o.unit) }

func (o *outline) line(points ...float32) {
	for i := 0; i+1 < len(points); i += 2 {
		o.LineTo(points[i]*o.unit, points[i+1]*o.unit)
	}
}

func (o *outline) curve(ax, ay, bx, by, x, y float32) {
	u := o.unit
	o.CubeTo(ax*u, ay*u, bx*u, by*u, x*u, y*u)
}

// fill fills a shape.
func (p *pen) fill(c color.Color, s shape) {
	o := &outline{vector.NewRasterizer(p.square.Dx(), p.square.Dy()), float32(p.square.Dx()) / 100}
	s(o)
	o.ClosePath()
	o.Draw(p.img, p.square, image.NewUniform(c), image.Point{})
}

// polygon is straight lines from point to point.
func polygon(points ...float32) shape {
	return func(o *outline) {
		o.move(points[0], points[1])
		o.line(points[2:]...)
	}
}

// circle is a circle about a point.
func circle(x, y, r float32) shape {
	k := r * 4 / 3 * float32(math.Sqrt2-1) // how far the handles of a quarter's curve lie from its ends
	return func(o *outline) {
		o.move(x+r, y)
		o.curve(x+r, y+k, x+k, y+r, x, y+r)
		o.curve(x-k, y+r, x-r, y+k, x-r, y)
		o.curve(x-r, y-k, x-k, y-r, x, y-r)
		o.curve(x+k, y-r, x+r, y-k, x+r, y)
	}
}

// light is the colour with so much of it left, on white.
func light(c color.NRGBA, left float64) color.NRGBA {
	mix := func(v uint8) uint8 { return uint8(255 - left*float64(255-v)) }
	return color.NRGBA{mix(c.R), mix(c.G), mix(c.B), 255}
}

// drawMark draws the mark of the name.
func drawMark(img draw.Image, square image.Rectangle, name string, c color.NRGBA) error {
	p := &pen{img, square, c}
	marks := map[string]func(){"shield": p.shield, "tower": p.tower, "waves": p.waves, "field": p.field, "crown": p.crown,
		"letter": p.letter, "bolt": p.bolt, "road": p.road, "four": p.four, "leaf": p.leaf, "peaks": p.peaks}
	mark, ok := marks[name]
	if !ok {
		return fmt.Errorf("there is no mark %q", name)
	}
	mark()
	return nil
}

// shield is a shield with a spruce.
func (p *pen) shield() {
	p.fill(p.colour, func(o *outline) {
		o.move(10, 2)
		o.line(90, 2, 90, 48)
		o.curve(90, 76, 68, 91, 50, 98)
		o.curve(32, 91, 10, 76, 10, 48)
	})
	p.fill(color.White, polygon(50, 16, 66, 40, 58, 40, 72, 60, 54, 60, 54, 74, 46, 74, 46, 60, 28, 60, 42, 40, 34, 40))
}

// tower is a tower with battlements and a gate.
func (p *pen) tower() {
	p.fill(p.colour, polygon(14, 6, 30, 6, 30, 18, 42, 18, 42, 6, 58, 6, 58, 18, 70, 18, 70, 6, 86, 6, 86, 36, 78, 44, 78, 94, 22, 94, 22, 44, 14, 36))
	p.fill(color.White, func(o *outline) {
		o.move(38, 94)
		o.line(38, 72)
		o.curve(38, 56, 62, 56, 62, 72)
		o.line(62, 94)
	})
	p.fill(color.White, polygon(46, 36, 54, 36, 54, 48, 46, 48))
}

// waves is water in a round.
func (p *pen) waves() {
	p.fill(p.colour, circle(50, 50, 48))
	for _, y := range []float32{30, 49, 68} {
		p.fill(color.White, func(o *outline) {
			o.move(16, y)
			o.curve(28, y-13, 38, y-13, 50, y)
			o.curve(62, y+13, 72, y+13, 84, y)
			o.line(84, y+7)
			o.curve(72, y+20, 62, y+20, 50, y+7)
			o.curve(38, y-6, 28, y-6, 16, y+7)
		})
	}
}

// field is a sun above furrows.
func (p *pen) field() {
	p.fill(light(p.colour, 0.55), circle(50, 40, 24))
	for i, y := range []float32{42, 60, 78} {
		p.fill(light(p.colour, 0.7+0.15*float64(i)), func(o *outline) {
			o.move(2, y+8)
			o.curve(30, y-8, 70, y-8, 98, y+8)
			o.line(98, y+22)
			o.curve(70, y+6, 30, y+6, 2, y+22)
		})
	}
}

// crown is a crown of three points.
func (p *pen) crown() {
	p.fill(p.colour, polygon(8, 30, 30, 54, 50, 18, 70, 54, 92, 30, 84, 76, 16, 76))
	p.fill(p.colour, polygon(16, 81, 84, 81, 84, 92, 16, 92))
	for _, at := range [][2]float32{{8, 24}, {50, 11}, {92, 24}} {
		p.fill(p.colour, circle(at[0], at[1], 7))
	}
}

// letter is a V cut out of a square.
func (p *pen) letter() {
	p.fill(p.colour, polygon(4, 4, 96, 4, 96, 96, 4, 96))
	p.fill(color.White, polygon(20, 24, 36, 24, 50, 62, 64, 24, 80, 24, 57, 80, 43, 80))
}

// bolt is lightning in a hexagon.
func (p *pen) bolt() {
	p.fill(p.colour, polygon(50, 2, 92, 26, 92, 74, 50, 98, 8, 74, 8, 26))
	p.fill(color.White, polygon(56, 16, 28, 56, 46, 56, 42, 84, 72, 42, 53, 42))
}

// road is a road towards the horizon.
func (p *pen) road() {
	p.fill(p.colour, circle(50, 50, 48))
	p.fill(color.White, polygon(44, 22, 56, 22, 76, 86, 24, 86))
	p.fill(p.colour, polygon(48.5, 28, 51.5, 28, 52.2, 40, 47.8, 40))
	p.fill(p.colour, polygon(47.4, 47, 52.6, 47, 53.4, 61, 46.6, 61))
	p.fill(p.colour, polygon(46, 69, 54, 69, 55, 86, 45, 86))
}

// four is four parts of a whole.
func (p *pen) four() {
	for i, at := range [][2]float32{{4, 4}, {53, 4}, {4, 53}, {53, 53}} {
		x, y := at[0], at[1]
		p.fill(light(p.colour, []float64{1, 0.72, 0.5, 0.85}[i]), polygon(x, y, x+43, y, x+43, y+43, x, y+43))
	}
	p.fill(color.White, circle(50, 50, 15))
}

// leaf is two leaves of one stalk.
func (p *pen) leaf() {
	p.fill(p.colour, func(o *outline) {
		o.move(48, 94)
		o.curve(6, 78, 2, 40, 14, 6)
		o.curve(44, 26, 56, 58, 48, 94)
	})
	p.fill(light(p.colour, 0.5), func(o *outline) {
		o.move(53, 94)
		o.curve(52, 66, 66, 44, 90, 34)
		o.curve(98, 62, 84, 88, 53, 94)
	})
}

// peaks is mountains above water.
func (p *pen) peaks() {
	p.fill(light(p.colour, 0.55), polygon(98, 70, 70, 24, 42, 70))
	p.fill(p.colour, polygon(2, 70, 38, 8, 74, 70))
	p.fill(light(p.colour, 0.18), polygon(38, 8, 48, 25, 41, 31, 35, 25, 29, 30, 27, 27))
	p.fill(light(p.colour, 0.8), polygon(2, 76, 98, 76, 98, 82, 2, 82))
	p.fill(light(p.colour, 0.55), polygon(16, 88, 84, 88, 84, 94, 16, 94))
}
