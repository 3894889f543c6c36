#!/bin/sh
# Stands in for espeak-ng: its "sound" is what it was asked and by which process, so that a test can
# read it. Some words make it do what a broken program does.
words=$(cat; echo .)
words=${words%.}
case $words in
  hang) exec sleep 86399 ;;
  much) exec yes ;;
  fail) exit 3 ;;
  text) echo "no sound"; exit 0 ;;
  half) printf 'RIFF\377\377\377\377WAVE'; exit 0 ;;
esac
# As espeak-ng does, it does not know how long it will be.
printf 'RIFF\377\377\377\377WAVEfmt \020\000\000\000\001\000\001\000"V\000\000D\254\000\000'
printf '\002\000\020\000data\377\377\377\377'
printf '%s\n' "$$" "$*" "$(env | cut -d= -f1 | sort | tr '\n' ' ')"
printf '%s' "$words"
