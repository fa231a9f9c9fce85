package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"jagaetam/bot/telegram"
)

// profile is what people see of the bot before they speak with it.
var profile = telegram.Profile{
	Name: "profile.name", About: "profile.about", Short: "profile.short",
	Commands: []telegram.Command{
		{Name: "menu", Description: "command.menu"},
		{Name: "daftar", Description: "command.daftar"},
		{Name: "status", Description: "command.status"},
		{Name: "iuran", Description: "command.iuran"},
		{Name: "lanjut", Description: "command.lanjut"},
		{Name: "pengingat", Description: "command.pengingat"},
		{Name: "resmi", Description: "command.resmi"},
		{Name: "cek", Description: "command.cek"},
		{Name: "data", Description: "command.data"},
		{Name: "klaim", Description: "command.klaim"},
		{Name: "pembantu", Description: "command.pembantu"},
		{Name: "lapor", Description: "command.lapor"},
		{Name: "petugas", Description: "command.petugas"},
		{Name: "bantuan", Description: "command.bantuan"},
		{Name: "batal", Description: "command.batal"},
		{Name: "bahasa", Description: "command.bahasa"},
		{Name: "privasi", Description: "command.privasi"},
	},
}

// opsHandler is for those who run the service: whether it lives, whether it is ready, what it does.
func (s *service) opsHandler(state *readiness) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "alive") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := s.ready(r.Context(), state); err != nil {
			http.Error(w, "not ready: "+err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics(), promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	return mux
}

// ready says why people are not answered now; nil where they are.
func (s *service) ready(ctx context.Context, state *readiness) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	var troubles []error
	if err := s.records.Ping(ctx); err != nil {
		troubles = append(troubles, errors.New("PostgreSQL does not answer"))
	}
	if err := s.sessions.Ping(ctx); err != nil {
		troubles = append(troubles, errors.New("Redis does not answer"))
	}
	return errors.Join(append(troubles, state.err())...)
}
