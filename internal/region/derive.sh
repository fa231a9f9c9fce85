#!/bin/sh
# Derives data/CODE.csv, the list of one regency, from a release of the npm package idn-area-data.
#
#	./derive.sh 64.02 4.0.1
set -eu

regency=$1
version=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
npm pack --silent "idn-area-data@$version" >/dev/null
tar -xzf "idn-area-data-$version.tgz"
{
	echo code,name
	cat package/data/regencies.csv package/data/districts.csv package/data/villages.csv |
		tr -d '\r' |
		awk -F, -v regency="$regency" '$1 == regency || index($1, regency ".") == 1 { print $1 "," $3 }' |
		sort
} >"$here/data/$regency.csv"
