package identity_test

import (
	"errors"
	"fmt"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
)

func ExampleParseNIK() {
	nik, _ := identity.ParseNIK("NIK: 6402 0552 0485 9OO1")
	fmt.Println(nik, nik.Sex(), nik.Births(civil.Date{Year: 2026, Month: time.November, Day: 23}))

	_, err := identity.ParseNIK("640205520485900")
	wrong, _ := errors.AsType[*identity.Error](err)
	fmt.Println(wrong.Kind, wrong.Reason, wrong.Digits)
	// Output:
	// 6402••••••••9001 female [1985-04-12]
	// nik length 15
}

func ExampleParsePhone() {
	phone, _ := identity.ParsePhone("+62 (0) 812 3456-7890")
	fmt.Println(phone, phone.Display(), phone.Reveal())
	// Output: 0812••••7890 0812-3456-7890 +6281234567890
}

func ExampleName_First() {
	name, _ := identity.ParseName("H. ABD. RAHMAN, S.Pd")
	fmt.Println(name.First())
	// Output: Rahman
}
