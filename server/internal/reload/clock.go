package reload

import "time"

// clocks knows how far the clocks of browsers are from ours, so that a message which was on its
// way for long does not seem to speak of what was served meanwhile. The hub's mutex guards it.
type clocks struct {
	hosts map[string]*offset
}

// offset is the least by which messages of a host came later, by our clock, than they were sent by
// the host's: the clocks differ by so much, but for the time of the fastest message. Clocks drift,
// so only the latest count.
type offset struct {
	least, before time.Duration
	since         time.Time
}

const (
	// maxHosts is how many hosts are remembered. When there are more, all begin anew.
	maxHosts = 64
	// offsetHolds is how long a measurement counts at least.
	offsetHolds = time.Minute
	// longestDelay is from which delay on a clock was set rather than a message late.
	longestDelay = 10 * time.Second
)

// delay is how long a message was on its way that a host sent at a moment of its own clock, in
// milliseconds since 1970. It is 0 for the fastest, and where the host says no sensible moment.
func (c *clocks) delay(host string, sent float64, now time.Time) time.Duration {
	if !(sent > 0 && sent < longest*1000) {
		return 0
	}
	by := now.Sub(time.UnixMicro(int64(sent * 1000)))
	known := c.hosts[host]
	switch {
	case known == nil:
		if c.hosts == nil || len(c.hosts) >= maxHosts {
			c.hosts = map[string]*offset{}
		}
		known = &offset{by, by, now}
		c.hosts[host] = known
	case now.Sub(known.since) > offsetHolds:
		*known = offset{by, known.least, now}
	default:
		known.least = min(known.least, by)
	}
	if delay := by - min(known.least, known.before); delay < longestDelay {
		return delay
	}
	*known = offset{by, by, now}
	return 0
}
