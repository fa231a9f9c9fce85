package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

func TestOfficersGroupIsSet(t *testing.T) {
	openedRecords(t)
	runCommand("office", "show").expect(t, 0, "no group yet")
	runCommand("office", "group", "tg:4711").expect(t, exitUsage, "office: say show or group CHAT")
	runCommand("office", "group", "tg:-1002100000001").expect(t, 0, "The officers' group is tg:-1002100000001 now.")
	runCommand("office", "group", "tg:-1002100000001").expect(t, 0, "already")
	runCommand("office", "show").expect(t, 0, "The officers' group is tg:-1002100000001.")
}

func TestAuditIsPrintedAndExported(t *testing.T) {
	store, at := openedRecords(t), time.Now()
	token, err := store.InviteOfficer(t.Context(), []record.Role{record.RoleOperator}, nil, "=1+1", at)
	if err != nil {
		t.Fatal(err)
	}
	officer, siti := recordtest.Account(9), recordtest.Account(1)
	do(t, store, record.JoinOffice{By: officer, At: at, Token: token})
	number := do(t, store, record.OpenCase{By: siti, At: at, Matter: record.MatterData, DueAt: at.Add(time.Hour)}).Case
	do(t, store, record.LookInto{By: officer.ID, At: at, Case: number, Reason: "mencocokkan nama"})
	do(t, store, record.NoteCase{By: officer.ID, At: at, Case: number, Said: record.CaseMessage{Text: "rahasia"}})
	all := runCommand("audit")
	all.expect(t, 0, "join office", "officer:tg:9", "open case", "look into case", "mencocokkan nama", number.String())
	if strings.Contains(all.out, "rahasia") || strings.Contains(all.out, "tg:1 ") {
		t.Errorf("a note, or the person's account, is in the audit:\n%s", all.out)
	}
	one := runCommand("audit", "-subject", "case:"+number.String())
	one.expect(t, 0, "look into case")
	if strings.Contains(one.out, "join office") {
		t.Errorf("another subject is in it:\n%s", one.out)
	}
	tomorrow := at.AddDate(0, 0, 2).Format(time.DateOnly)
	if none := runCommand("audit", "-since", tomorrow); strings.Contains(none.out, "join office") {
		t.Errorf("what was before is in it:\n%s", none.out)
	}
	path := filepath.Join(t.TempDir(), "audit.csv")
	runCommand("audit", "-csv", path).expect(t, 0, "rows are in "+path)
	data, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(data), "mencocokkan nama") || !strings.Contains(string(data), "read audit") ||
		strings.Contains(string(data), ",=1+1") || !strings.Contains(string(data), "=1+1") {
		t.Errorf("%v:\n%s", err, data)
	}
	runCommand("audit", "-csv", path).expect(t, exitFailed, "exists")
}
