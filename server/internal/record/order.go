package record

// order is exchanges in the order in which something happened to each of them last, so that who
// follows them finds what is new at its end. The zero value is none.
type order struct {
	newest *Exchange
	of     func(*Exchange) *neighbours
}

// neighbours of an exchange in an order.
type neighbours struct{ older, newer *Exchange }

func byChange(x *Exchange) *neighbours { return &x.byChange }

func byCompletion(x *Exchange) *neighbours { return &x.byCompletion }

// moveToEnd makes an exchange the newest. One that is forgotten is in no order.
func (o *order) moveToEnd(x *Exchange) {
	if o.newest == x || x.forgotten {
		return
	}
	o.remove(x)
	if o.newest != nil {
		o.of(o.newest).newer = x
	}
	o.of(x).older, o.newest = o.newest, x
}

// remove takes an exchange out, if it is in.
func (o *order) remove(x *Exchange) {
	at := o.of(x)
	if at.older != nil {
		o.of(at.older).newer = at.newer
	}
	if at.newer != nil {
		o.of(at.newer).older = at.older
	} else if o.newest == x {
		o.newest = at.older
	}
	*at = neighbours{}
}
