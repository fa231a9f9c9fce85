package main

import (
	"context"
	"fmt"
	"strings"

	"jagaetam/internal/transcript"
)

// playScript plays a transcript through the whole program, prints it, and fails where it differs from the file.
func playScript(ctx context.Context, c *console, path string, options stageOptions) error {
	script, err := transcript.ParseFile(path)
	if err != nil {
		return err
	}
	played, err := playThrough(ctx, script, options)
	fmt.Fprint(c.out, played)
	if err != nil {
		return err
	}
	return differ(script, played)
}

// playThrough plays a script on the whole program: the service as a process of its own, real servers, the fake Telegram.
func playThrough(ctx context.Context, script transcript.Script, options stageOptions) (transcript.Script, error) {
	options.now = transcript.Began
	s, err := openStage(ctx, options)
	if err != nil {
		return transcript.Script{}, err
	}
	defer s.close()
	p := newStagePlayer(s)
	defer p.close()
	return transcript.Play(ctx, script, p)
}

// differ says where what was said differs first from what is written.
func differ(written, said transcript.Script) error {
	want, got := strings.Split(written.String(), "\n"), strings.Split(said.String(), "\n")
	for i := range max(len(want), len(got)) {
		var w, g string
		if i < len(want) {
			w = want[i]
		}
		if i < len(got) {
			g = got[i]
		}
		if w != g {
			return fmt.Errorf("%s:%d: written is\n  %s\nsaid was\n  %s", written.Name, i+1, w, g)
		}
	}
	return nil
}
