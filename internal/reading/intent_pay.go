package reading

var (
	payVerbs   = set(`bayar byr membayar dibayar dibayarkan bayarkan mbayar bayarnya lunas lunasi`)
	payObjects = set(`iuran iurannya bpjs jamsostek ketenagakerjaan bpjstk tk bulan ini kemarin tadi barusan semua semuanya lunas`)
)

// paying reads "sudah bayar" and "belum bayar" in all the words there are for done and not done; what was paid, if it is said, must be
// the contribution: "sudah bayar pajak" is neither. A lone "sudah" is an answer to some question.
func paying(all []string) (Intent, bool) {
	core := without(all, courtesy, self)
	if len(core) < 2 || !payVerbs[core[1]] {
		return "", false
	}
	for _, word := range core[2:] {
		if !payObjects[word] {
			return "", false
		}
	}
	switch yesNoWords[core[0]] {
	case 'd':
		return Paid, true
	case 'b':
		return Pay, true
	}
	return "", false
}
