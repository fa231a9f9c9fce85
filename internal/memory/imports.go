package memory

import "jagaetam/internal/record"

// beginImport keeps a file that nobody ever looks at: there is nobody here to fetch it.
func (s *Store) beginImport(e record.BeginImport) record.Outcome {
	for _, i := range s.imports {
		if i.By == e.By && i.Kind == e.Kind && i.Decree == e.Decree && i.File.ID == e.File.ID && i.State != record.ImportDropped {
			return record.Outcome{Name: record.OutcomeBegun, Import: i.ID}
		}
	}
	begun := &record.Import{
		ID: int64(len(s.imports) + 1), Kind: e.Kind, Decree: e.Decree, By: e.By, File: e.File, State: record.ImportReading, At: e.At,
	}
	s.imports = append(s.imports, begun)
	return record.Outcome{Name: record.OutcomeBegun, Import: begun.ID}
}

func (s *Store) answerImport(e record.AnswerImport) record.Outcome {
	i := s.importOf(e.Import, e.By)
	if i == nil || i.State != record.ImportAsking {
		return record.Outcome{Name: record.OutcomeSame, Import: e.Import}
	}
	i.State = record.ImportDropped
	if e.Write {
		i.State, i.Rows, i.Counts, i.Reasons = record.ImportWriting, 0, record.Counts{}, nil
	}
	return record.Outcome{Name: record.OutcomeAnswered, Import: e.Import}
}

// importOf is a file that the account sent; nil where it sent none of that number.
func (s *Store) importOf(id int64, by string) *record.Import {
	if id < 1 || id > int64(len(s.imports)) || s.imports[id-1].By != by {
		return nil
	}
	return s.imports[id-1]
}
