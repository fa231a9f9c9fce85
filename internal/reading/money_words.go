package reading

// moneyUnits are the words that multiply an amount.
var moneyUnits = map[string]int64{
	"rb": 1e3, "rbu": 1e3, "ribu": 1e3, "rebu": 1e3, "rib": 1e3, "ewu": 1e3, "k": 1e3, "ribuan": 1e3, "rban": 1e3, "ban": 1e3,
	"jt": 1e6, "jta": 1e6, "juta": 1e6, "jut": 1e6, "jeti": 1e6, "yuta": 1e6, "jutaan": 1e6, "jtan": 1e6, "juat": 1e6,
	"thousand": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9,
	"m": 1e9, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12,
}

// oneUnits are a unit and the one before it in a word.
var oneUnits = map[string]int64{
	"sejuta": 1e6, "sejt": 1e6, "sajuta": 1e6, "sakjuta": 1e6, "sayuta": 1e6, "sejutaan": 1e6, "semiliar": 1e9, "semilyar": 1e9,
}

// moneyMultiples come between a number in digits and its unit: "5 ratus ribu".
var moneyMultiples = map[string]int64{"ratus": 100, "rts": 100, "puluh": 10}

var halves = set(`setengah stengah stgh stngh tengah satangah`)

// periods are the stretches of time an amount may be for.
var periods = lookup(map[Per]string{
	PerDay:     `hari hr hri sehari shari perhari perhr harian seharian hariannya day days daily perday`,
	PerWeek:    `minggu mgg mg seminggu smggu perminggu mingguan pekan sepekan week weeks weekly perweek`,
	PerMonth:   `bulan bln bl bulannya sebulan sebln sbulan sbln perbulan perbln bulanan month months monthly permonth`,
	PerYear:    `tahun thn th setahun setaun taun sethn pertahun perthn tahunan year years yearly peryear annually`,
	PerHarvest: `panen panenan panin sepanen musim semusim perpanen katam harvest`,
	PerOther:   `trip rit ret borongan borong proyek melaut jam sejam perjam kg kilo sekilo ton kontrak ekor buah orderan hour hours hourly trips`,
})

// each comes before what an amount is for.
var each = set(`per tiap setiap saban / @ every`)

// article does so in English, but only before a stretch of time: "a month" is one, "a lot" is none.
var article = set(`a an`)

// countable things after a small bare number make it a number of them, not of rupiah: "26 hari", "3 bulan", "2 kali".
var countable = set(`
	hari hr minggu mgg mg pekan bulan bln tahun thn th panen musim jam trip rit ret kilo kg ekor buah ton proyek kontrak
	kali x orang org anak hektar ha hektare pohon
	day days week weeks month months year years hour hours times people children
`)

// ranging stands between the ends of a range.
var ranging = set(`- sampai sampe smp smpai sd hingga atau ato to or`)

// roughly makes an amount approximate.
var roughly = set(`
	sekitar skitar sktr kira kiraan kisaran kurang lebih lbh lebihan kurleb krg kurg hampir hmpir maksimal maks minimal min
	paling cuma
	rata an sejutaan jutaan jtan ribuan rban ban dari dr bawah atas sekitaran antara kadang
`)

// moneyTalk is said around an amount and changes nothing.
var moneyTalk = set(`
	rp rupiah idr perak uang duit gaji gajih gajinya upah upahnya penghasilan penghasilannya pendapatan pendapatannya hasil
	hasilnya
	bersih bersihnya kotor kotornya dapat dpt dapet dapatnya sekali skali hanya adalah sebesar total totalnya jumlah
	jumlahnya per nya
	iuran bayar terima
	i my is earn income wage wages salary
`)

// nothing is how people say that they earn nothing.
var (
	nothing = set(`nihil kosong none gada gaada`)
	having  = set(`ada punya pny berpenghasilan kerja bekerja dapat`)
)

func lookup(lexicon map[Per]string) map[string]Per {
	table := make(map[string]Per)
	for per, list := range lexicon {
		for word := range set(list) {
			table[word] = per
		}
	}
	return table
}
