package phone

import "testing"

func TestFeedKeepsTheLatestNews(t *testing.T) {
	f := newFeed()
	for range keptNews + 1 {
		f.add(news{})
	}
	if _, _, ok := f.since(0); ok {
		t.Error("the first piece of news is gone, yet since(0) hides that")
	}
	if pieces, _, ok := f.since(1); !ok || len(pieces) != keptNews {
		t.Errorf("since(1) gives %d pieces, want all %d that are kept", len(pieces), keptNews)
	}
	if next, ok := f.after(f.last()); !ok || next != keptNews+1 {
		t.Errorf("after the last comes number %d, want %d", next, keptNews+1)
	}
}
