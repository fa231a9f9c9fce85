package session

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"jagaetam/internal/chat"
)

// verdict is what claim.lua decided.
type verdict string

const (
	seen   verdict = "seen"
	busy   verdict = "busy"
	absent verdict = "absent"
	taken  verdict = "taken"
)

// reply is what claim.lua answered.
type reply struct {
	verdict verdict
	fence   int64
	version int64
	state   string // sealed
	ring    ring
	shown   string
	answer  string // sealed; empty where none is kept
	spoken  int
}

// ask sends claim.lua once.
func (s *Store) ask(ctx context.Context, chat, key string) (reply, error) {
	fields, err := claimScript.Run(ctx, s.rdb, []string{keysOf(chat).chat}, key, s.options.Lease.Milliseconds(), wakeTime(key)).StringSlice()
	if err != nil {
		return reply{}, err
	}
	if len(fields) != 8 {
		return reply{}, fmt.Errorf("claim.lua gave %d fields", len(fields))
	}
	r := reply{verdict: verdict(fields[0]), state: fields[3], ring: ring(fields[4]), shown: fields[5], answer: fields[6]}
	var errs [3]error
	r.fence, errs[0] = strconv.ParseInt(fields[1], 10, 64)
	r.version, errs[1] = strconv.ParseInt(fields[2], 10, 64)
	r.spoken, errs[2] = strconv.Atoi(fields[7])
	return r, errors.Join(errs[:]...)
}

// read opens what claim.lua found.
func (s *Store) read(id, key string, r reply) (Claimed, error) {
	c := Claimed{Chat: id, Key: key, Seen: r.verdict == seen, Version: r.version, Fence: r.fence, Shown: r.shown, ring: r.ring}
	if err := open(s.vault, statePlace(id), []byte(r.state), &c.State); err != nil {
		return c, err
	}
	if r.answer == "" {
		return c, nil
	}
	var answer chat.Answer
	if err := open(s.vault, answerPlace(id), []byte(r.answer), &answer); err != nil {
		return c, err
	}
	c.Kept = &Kept{Chat: id, Version: r.version, Answer: rest(answer, r.spoken), Spoken: r.spoken}
	return c, nil
}
