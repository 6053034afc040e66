#!/usr/bin/env bash
# Builds everything that can be restored on this machine and runs every test of it.
# Ends with a line "N passed, N failed" (", N skipped" where tests could not run; each says why).
#   ./test.sh                     all
#   ./test.sh tests/Grains.Tests  one or more projects
#   CONFIGURATION=Release ./test.sh
set -uo pipefail
cd "$(dirname "$0")"
configuration=${CONFIGURATION:-Debug}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

command -v dotnet >/dev/null || { echo "The .NET SDK 10 is needed: https://dotnet.microsoft.com/download"; exit 1; }

solution=Acp.Orleans.sln
if ! dotnet restore src/Silo -v quiet --nologo >/dev/null 2>&1 || ! dotnet restore tests/Silo.Tests -v quiet --nologo >/dev/null 2>&1; then
  solution=Acp.NoOrleans.slnf
  export AcpWithoutCluster=true # tools/Chaos starts silos, and then cannot.
  echo "!!! Microsoft.Orleans.* DOES NOT RESTORE HERE: src/Silo AND tests/Silo.Tests ARE NEITHER BUILT NOR RUN. See docs/cluster-verification.md for their last run. !!!"
fi

echo "Building ($configuration) …"
dotnet build "$solution" -c "$configuration" -v quiet --nologo || { echo "0 passed, 1 failed"; exit 1; }

projects=("$@")
[ ${#projects[@]} -gt 0 ] || mapfile -t projects < <(find tests -name '*.Tests.csproj' -printf '%h\n' | sort)
if [ "$solution" = Acp.NoOrleans.slnf ] && [ $# -eq 0 ]; then
  mapfile -t projects < <(printf '%s\n' "${projects[@]}" | grep -v '^tests/Silo.Tests$')
fi

passed=0 failed=0 skipped=0 broken=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for project in "${projects[@]}"; do
  echo "== $project"
  began=$SECONDS
  dotnet test --project "$project" -c "$configuration" --no-build --no-ansi --no-progress >"$log" 2>&1
  code=$?
  # Everything a reader needs of a green run is what was skipped and why.
  if [ $code -eq 0 ]; then grep -A1 '^skipped' "$log"; else cat "$log"; fi
  count() { sed -n "s/^ *$1: \([0-9]*\)$/\1/p" "$log" | tail -1; }
  p=$(count succeeded) f=$(count failed) s=$(count skipped)
  echo "   ${p:-0} passed, ${f:-0} failed, ${s:-0} skipped in $((SECONDS - began)) s"
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
  # A run that broke without naming a failed test, or that ran none at all, must not count as green.
  if [ $code -ne 0 ] && [ "${f:-0}" -eq 0 ]; then broken=$((broken + 1)); fi
done
failed=$((failed + broken))
summary="$passed passed, $failed failed"
[ "$skipped" -gt 0 ] && summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ]
