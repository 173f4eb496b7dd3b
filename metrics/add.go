package metrics

// Add adds o to m; Cells are joined. o is not changed and shares nothing with m afterwards.
func (m *Metrics) Add(o *Metrics) {
	m.Cells = append(m.Cells, o.Cells...)
	m.Count(o)
}

// Count adds o to m, Cells aside: for an archive of which nobody draws a strip.
func (m *Metrics) Count(o *Metrics) {
	sum(&m.Sentences, o.Sentences)
	sum(&m.Words, o.Words)
	sum(&m.Checkable, o.Checkable)
	sum(&m.Sourced, o.Sourced)
	sum(&m.Figures, o.Figures)
	sum(&m.SourcedFigures, o.SourcedFigures)
	sum(&m.AuthorAdvice, o.AuthorAdvice)
	sum(&m.AuthorHedges, o.AuthorHedges)
	sums(&m.Attributions, o.Attributions)
	if o.LongestRun > m.LongestRun || o.LongestRun == m.LongestRun && o.RunWords > m.RunWords {
		m.LongestRun, m.RunWords = o.LongestRun, o.RunWords
	}
	m.Depth.count(&o.Depth)
	if o.Stance != nil {
		if m.Stance == nil {
			m.Stance = &Stance{}
		}
		sum(&m.Stance.Author, o.Stance.Author)
		sum(&m.Stance.Source, o.Stance.Source)
	}
	if o.Budget != nil {
		if m.Budget == nil {
			m.Budget = &Budget{}
		}
		sum(&m.Budget.Findings, o.Budget.Findings)
		sum(&m.Budget.Words, o.Budget.Words)
		sum(&m.Budget.New, o.Budget.New)
		m.Budget.Allowed += o.Budget.Allowed
		m.Budget.Against = m.Budget.Against || o.Budget.Against
	}
}

func (d *Depth) count(o *Depth) {
	for i := range d.Tiers {
		sum(&d.Tiers[i].Figures, o.Tiers[i].Figures)
		sum(&d.Tiers[i].Sourced, o.Tiers[i].Sourced)
	}
	sum(&d.NamedFigures, o.NamedFigures)
	sum(&d.Estimates, o.Estimates)
	sum(&d.NamedEstimates, o.NamedEstimates)
	sums(&d.Credited, o.Credited)
	sums(&d.Sites, o.Sites)
	sum(&d.Credits, o.Credits)
	sum(&d.Person, o.Person)
	sum(&d.Channel, o.Channel)
	sum(&d.Date, o.Date)
	sum(&d.Link, o.Link)
	sum(&d.SourceHedges, o.SourceHedges)
	sum(&d.Likelihoods, o.Likelihoods)
	sums(&d.OnScale, o.OnScale)
	sum(&d.OffScale, o.OffScale)
	sum(&d.Ranged, o.Ranged)
	sum(&d.Forecasts, o.Forecasts)
	sum(&d.BareForecasts, o.BareForecasts)
	for i := range d.Levels {
		sum(&d.Levels[i], o.Levels[i])
	}
	sum(&d.FoundedLevels, o.FoundedLevels)
	sum(&d.Recommending, o.Recommending)
	sum(&d.AdviceInside, o.AdviceInside)
	for i := range d.Strengths {
		sum(&d.Strengths[i], o.Strengths[i])
	}
	sum(&d.AdviceWithActor, o.AdviceWithActor)
	sum(&d.AdviceWithReason, o.AdviceWithReason)
	sum(&d.Times, o.Times)
	sum(&d.AnchoredTimes, o.AnchoredTimes)
	sum(&d.DatedFigures, o.DatedFigures)
	for i := range d.Acts {
		sum(&d.Acts[i], o.Acts[i])
	}
}

func sum(n *int, more int) { *n += more }

func sums(to *map[string]int, from map[string]int) {
	for key, n := range from {
		if *to == nil {
			*to = make(map[string]int, len(from))
		}
		(*to)[key] += n
	}
}
