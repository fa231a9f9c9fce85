package session

import (
	"strconv"
	"sync/atomic"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
)

// BenchmarkTurn is a claim and a commit over a real Redis; Spoken is with the note that the answer was said.
func BenchmarkTurn(b *testing.B) {
	benchmarkTurn(b, func(*world, Kept) {})
}

func BenchmarkTurnSpoken(b *testing.B) {
	benchmarkTurn(b, func(w *world, kept Kept) { w.said(kept, chat.Said{Words: 2}) })
}

func benchmarkTurn(b *testing.B, after func(*world, Kept)) {
	w := realWorld(b, Options{})
	state := dialogue.State{Talk: &dialogue.Talk{Flow: "register", Answers: dialogue.Answers{}}}
	for i := range 10 {
		state.Talk.Answers["question"+strconv.Itoa(i)] = dialogue.Answer{Value: "Desa Loa Kulu Kota, RT 12"}
	}
	var last atomic.Int64
	b.SetParallelism(16)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			n := last.Add(1)
			id := "tg:" + strconv.FormatInt(n%20_000, 10)
			c := w.claim(id, strconv.FormatInt(n, 10))
			after(w, w.commit(c, Next{State: state, Answer: answer(id, "1")}))
		}
	})
}
