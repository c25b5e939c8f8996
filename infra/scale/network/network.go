// Package network makes a network of the size that the exchange has: 300 call centres and 3,000 agents, for tests that measure whether
// something grows with it. The operators, calendars and the catalogue are those of infra/data; further call centres, specialised ones with
// hand-over rules among them, and the people are made up. The same seed makes the same network.
//
// It must not know where the network is stored.
package network

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/directory"
)

// The size of the network: more call centres than the exchange's predecessor had in 2018 (279 to 312), three times its agents of 2011.
const (
	Centres = 300
	Agents  = 3000
)

// Make makes a network: the data to load, and its agents.
func Make(seed uint64) (directory.Data, []directory.Agent, error) {
	d, err := data.Load()
	if err != nil {
		return directory.Data{}, nil, fmt.Errorf("make a network: %w", err)
	}
	random := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // it has to be the same for the same seed
	d.Version += fmt.Sprintf(".%d", seed)
	d.Operators, d.CallCentres = slices.Clone(d.Operators), slices.Clone(d.CallCentres)
	for i := range d.CallCentres {
		d.CallCentres[i].DataVersion = d.Version
	}
	for n := 0; len(d.CallCentres) < Centres; n++ {
		o := &d.Operators[random.IntN(len(d.Operators))]
		c := further(*o, d.CallCentres, n, random)
		d.CallCentres = append(d.CallCentres, c)
		if len(c.Products) < len(o.Services) { // it was made for these
			o.HandOver = append(slices.Clone(o.HandOver), directory.Rule{Products: c.Products, Centre: c.ID})
		}
	}
	return d, people(d.CallCentres, random), nil
}

// shifts are opening hours that call centres have.
var shifts = [][][2]string{
	{{"08:00", "17:00"}}, {{"07:00", "15:30"}}, {{"08:30", "12:30"}, {"13:30", "17:30"}}, {{"06:00", "22:00"}}, {{"00:00", "02:00"}, {"10:00", "24:00"}},
}

// further is one more call centre of an operator, on the weekdays and holidays of its default one; every third is for few products.
func further(o directory.Operator, centres []directory.CallCentre, n int, random *rand.Rand) directory.CallCentre {
	i := slices.IndexFunc(centres, func(c directory.CallCentre) bool { return c.ID == o.DefaultCentre })
	c := centres[i]
	c.ID = directory.CentreID(fmt.Sprintf("%s-X%03d", o.Code, n))
	c.Name = fmt.Sprintf("Customer Service %d", n)
	hours := shifts[random.IntN(len(shifts))]
	week := map[string][][2]string{}
	for day := range c.Calendar.Week {
		week[day] = hours
	}
	c.Calendar.Week, c.Calendar.Special = week, map[string][][2]string{}
	c.Products = slices.Clone(o.Services)
	if n%3 == 0 {
		c.Products = c.Products[:1+random.IntN(len(c.Products)-1)]
	}
	return c
}

var (
	given  = []string{"Ada", "Ben", "Cleo", "Dara", "Emil", "Fay", "Goran", "Hana", "Ivo", "Jun", "Kaya", "Liv", "Milo", "Nour", "Ola", "Pia", "Quin", "Rui", "Suri", "Tariq"}
	family = []string{"Abara", "Brandt", "Cole", "Dufour", "Eriksen", "Faria", "Grau", "Hale", "Ilic", "Jansen", "Kato", "Lund", "Moreau", "Novak", "Okoro", "Petit", "Rossi", "Silva", "Tanaka", "Weber"}
)

// people spreads the agents over the call centres: every one has somebody, some have many; one in five works in two of an operator's.
func people(centres []directory.CallCentre, random *rand.Rand) []directory.Agent {
	own := map[directory.OperatorCode][]directory.CentreID{}
	for _, c := range centres {
		own[c.Operator] = append(own[c.Operator], c.ID)
	}
	out := make([]directory.Agent, Agents)
	for i := range out {
		c := centres[i%len(centres)]
		if i >= len(centres) {
			c = centres[int(float64(len(centres))*random.Float64()*random.Float64())] // the first ones are the large ones
		}
		a := directory.Agent{Subject: fmt.Sprintf("scale-%04d", i), Operator: c.Operator, CallCentres: []directory.CentreID{c.ID},
			Name:  given[random.IntN(len(given))] + " " + family[random.IntN(len(family))],
			Email: fmt.Sprintf("agent%04d@scale.example", i)}
		if second := own[c.Operator][random.IntN(len(own[c.Operator]))]; second != c.ID && i%5 == 0 {
			a.CallCentres = append(a.CallCentres, second)
		}
		out[i] = a
	}
	return out
}
