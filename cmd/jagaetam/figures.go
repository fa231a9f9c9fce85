package main

import (
	"regexp"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"jagaetam/bot"
	"jagaetam/bot/telegram"
	"jagaetam/internal/outreach"
)

// figures count what this process does with messages. None is about a person, and every label has few values: kinds, outcomes, and the
// flows and questions of the book.
type figures struct {
	messages  *prometheus.CounterVec
	answered  *prometheus.HistogramVec
	effects   *prometheus.CounterVec
	questions *prometheus.CounterVec
	parcels   *prometheus.CounterVec
	waits     *prometheus.HistogramVec
}

// answerSeconds are the borders between which answers are counted by how long they took.
var answerSeconds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}

func newFigures() *figures {
	return &figures{
		messages: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jagaetam_messages_total",
			Help: "Messages by kind and by how they ended: answered, again (delivered before), busy (another of the chat is in hand), failed, panicked.",
		}, []string{"kind", "outcome"}),
		answered: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "jagaetam_answer_seconds", Help: "From the arrival of a message until its answer is said.", Buckets: answerSeconds,
		}, []string{"kind"}),
		effects: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jagaetam_effects_total", Help: "Messages with effects, by what came of them.",
		}, []string{"outcome"}),
		questions: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jagaetam_questions_total", Help: "Messages after which this question was on the screen: how far people come in a conversation.",
		}, []string{"flow", "step"}),
		parcels: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "jagaetam_sends_total",
			Help: "What was to be said to people who were not speaking, by lane and by what became of it: said, failed, skipped, unknown, waiting (tried again later).",
		}, []string{"lane", "state"}),
		waits: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "jagaetam_send_wait_seconds", Help: "How long what can wait waits for the moment that the shared limits give it.", Buckets: answerSeconds,
		}, []string{"lane"}),
	}
}

// watch counts a message at its end.
func (f *figures) watch(m bot.Moment) {
	end, ok := m.Detail.(bot.End)
	if !ok {
		return
	}
	f.messages.WithLabelValues(end.Kind, string(end.Outcome)).Inc()
	if end.Outcome != bot.Answered {
		return
	}
	f.answered.WithLabelValues(end.Kind).Observe(m.Since.Seconds())
	if end.Effects != "" {
		f.effects.WithLabelValues(string(end.Effects)).Inc()
	}
	if end.Step != "" {
		f.questions.WithLabelValues(end.Flow, end.Step).Inc()
	}
}

// sent counts what the sender does.
func (f *figures) sent(s outreach.Sent) {
	if s.State == "" {
		f.waits.WithLabelValues(s.Lane).Observe(s.Waited.Seconds())
		return
	}
	f.parcels.WithLabelValues(s.Lane, string(s.State)).Inc()
}

// metrics are the figures of this process, of what it keeps in its stores, and of what waits at Telegram.
func (s *service) metrics() *prometheus.Registry {
	registry := prometheus.NewRegistry()
	registry.MustRegister(s.collectors()...)
	return registry
}

// heapLive is what the last collection of garbage found alive: the one figure of memory that only a leak makes grow.
var heapLive = collectors.GoRuntimeMetricsRule{Matcher: regexp.MustCompile("^/gc/heap/live:bytes$")}

func (s *service) collectors() []prometheus.Collector {
	all := []prometheus.Collector{
		collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(heapLive)), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		s.figures.messages, s.figures.answered, s.figures.effects, s.figures.questions, s.figures.parcels, s.figures.waits,
		&storeFigures{service: s}, &waitingFigures{service: s},
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "jagaetam_sweeps_total", Help: "How often it was looked for what fell due or was left unsaid.",
		}, func() float64 { return float64(s.bot.Sweeps()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "jagaetam_receipts_met_again_total", Help: "How often effects were asked for that had been performed before.",
		}, func() float64 { return float64(s.records.Repeats()) }),
	}
	for outcome, count := range map[string]func(telegram.Counts) uint64{
		"handled":     func(c telegram.Counts) uint64 { return c.Handled },
		"ignored":     func(c telegram.Counts) uint64 { return c.Ignored },
		"failed":      func(c telegram.Counts) uint64 { return c.Failed },
		"quarantined": func(c telegram.Counts) uint64 { return c.Quarantined },
		"flooded":     func(c telegram.Counts) uint64 { return c.Flooded },
	} {
		all = append(all, prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "jagaetam_updates_total", Help: "Deliveries of updates, by what became of them.",
			ConstLabels: prometheus.Labels{"outcome": outcome},
		}, func() float64 { return float64(count(s.platform.Counts())) }))
	}
	return all
}
