# Called as: run.sh --in-file path --out-directory path --bytes number
set -e
while [ $# -gt 1 ]; do
  case "$1" in
    --in-file) file=$2 ;;
    --out-directory) output=$2 ;;
    --bytes) bytes=$2 ;;
  esac
  shift 2
done

head -c "$bytes" "$file" > "$output/$(basename "$file")"
echo '{ "version": 1, "action": "add", "metadata": { "cut": "'"$bytes"'" } }' > "$output/ei-metadata.json"
