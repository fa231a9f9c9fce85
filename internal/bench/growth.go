package bench

import "slices"

// Growth is how one figure of a soak went: the middle one of the second tenth of the samples, for the first is warming up, of the tenth
// half way, and of the last.
type Growth struct {
	Figure string  `json:"figure"`
	Early  float64 `json:"early"`
	Half   float64 `json:"half"`
	Late   float64 `json:"late"`
	// PerHour is by how much it grew in an hour, and PerPerson for each who began meanwhile, both from early to late.
	PerHour   float64 `json:"per_hour"`
	PerPerson float64 `json:"per_person"`
	// May is how it may grow, in words.
	May string `json:"may"`
	// Wrong says how it grew otherwise; empty where it did not.
	Wrong string `json:"wrong,omitempty"`
}

// figure is one of a sample's, and how it may grow: up to a level above the early one, or with the people.
type figure struct {
	name string
	of   func(Sample) float64
	may  bound
}

// soakFigures are what is looked at. What may not grow may swing. Memory does with where the collections of garbage fall; a tenth of it would be a
// kilobyte kept of each who comes in an hour. The rest does with how many happen to be answered at once: a pool opens connections for them,
// Redis' ten for each core, and holds them for half an hour; those of Telegram's are held for one or two minutes, with up to two goroutines
// each. That is little beside something that is kept of each of some thousand people.
//
// What is kept of each is a key in Redis, for 40 days after the last message, and the rows of the registration.
var soakFigures = []figure{
	{"people at once", func(s Sample) float64 { return s.AtOnce }, anyhow{}},
	{"p95 of the answers, ms", func(s Sample) float64 { return s.P95 }, anyhow{}},
	{"resident memory, MiB", func(s Sample) float64 { return s.Resident }, level{share: 0.1}},
	{"heap in use, MiB", func(s Sample) float64 { return s.HeapInUse }, level{share: 0.25}},
	{"heap alive, MiB", func(s Sample) float64 { return s.HeapLive }, level{share: 0.1, slack: 1}},
	{"goroutines", func(s Sample) float64 { return s.Goroutines }, level{slack: 30}},
	{"open files", func(s Sample) float64 { return s.Files }, level{slack: 20}},
	{"connections to PostgreSQL", func(s Sample) float64 { return s.ToPostgres }, level{slack: 3}},
	{"connections to Redis", func(s Sample) float64 { return s.ToRedis }, level{slack: 15}},
	{"letters waiting in the outbox", func(s Sample) float64 { return s.Waiting }, level{slack: 10}},
	{"dead rows of 100 living", func(s Sample) float64 { return 100 * per(s.DeadRows, s.LiveRows) }, level{slack: 20}}, // they are swept at 20
	{"rows of the outbox", func(s Sample) float64 { return s.Letters }, each{most: 1}},
	{"keys in Redis", func(s Sample) float64 { return s.Keys }, each{most: 1.1}},
	{"memory of Redis, KiB", func(s Sample) float64 { return s.Redis * 1024 }, each{most: 4}},
	{"database, KiB", func(s Sample) float64 { return s.Database * 1024 }, each{most: 20}},
}

// Grown judges the samples of a soak, at least ten.
func Grown(samples []Sample) []Growth {
	people := middles(samples, func(s Sample) float64 { return s.Registered + s.AtOnce })
	minutes := middles(samples, func(s Sample) float64 { return s.Minute })
	var all []Growth
	for _, figure := range soakFigures {
		at := middles(samples, figure.of)
		g := Growth{Figure: figure.name, Early: at[0], Half: at[1], Late: at[2], May: figure.may.String()}
		g.PerHour = per(at[2]-at[0], (minutes[2]-minutes[0])/60)
		g.PerPerson = per(at[2]-at[0], people[2]-people[0])
		g.Wrong = figure.may.wrong(g, people)
		all = append(all, g)
	}
	return all
}

// middles are the middle figures of the second tenth of the samples, of the tenth half way and of the last.
func middles(samples []Sample, of func(Sample) float64) [3]float64 {
	n := len(samples)
	var all [3]float64
	for i, from := range []int{n / 10, n * 9 / 20, n - n/10} {
		var tenth []float64
		for _, s := range samples[from : from+n/10] {
			tenth = append(tenth, of(s))
		}
		slices.Sort(tenth)
		all[i] = (tenth[(len(tenth)-1)/2] + tenth[len(tenth)/2]) / 2
	}
	return all
}
