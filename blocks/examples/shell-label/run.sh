# Called as: run.sh step-run.json. Files are in inputs.data; labels.csv (or labels.json) below output says what they are.
set -e
limit=$(sed -n 's/.*"limit": \([0-9]*\).*/\1/p' "$1")

cd /impulse/inputs/data
{
  echo "file,label"
  find . -type f | sort | while read -r file; do
    if [ "$(wc -c < "$file")" -ge "$limit" ]; then label=long; else label=short; fi
    echo "${file#./},$label"
  done
} > /impulse/output/labels.csv

echo '{ "apiVersion": "impulse-step/v1", "status": "ok" }' > "$(dirname "$1")/step-result.json"
