# Called as: run.sh step-run.json. Files are in inputs.data; what is written below output is kept.
set -e
input=/impulse/inputs/data
output=/impulse/output
least=$(sed -n 's/.*"least": \([0-9]*\).*/\1/p' "$1")

cd "$input"
find . -type f | sort | while read -r file; do
  [ "$(wc -c < "$file")" -ge "$least" ] || continue
  mkdir -p "$output/$(dirname "$file")"
  cp "$file" "$output/$file"
done

echo '{ "apiVersion": "impulse-step/v1", "status": "ok" }' > "$(dirname "$1")/step-result.json"
