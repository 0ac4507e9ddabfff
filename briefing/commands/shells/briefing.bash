_briefing_completion() {
    local IFS=$'\n' line word name at=$COMP_CWORD words=() paths=()
    for word in "${!COMP_WORDS[@]}"; do # bash parts --to=pdf into three words; the middle one goes
        if [[ ${COMP_WORDS[word]} == '=' && word -lt COMP_CWORD ]]; then
            at=$((at - 1))
        else
            words+=("${COMP_WORDS[word]}")
        fi
    done
    while read -r line; do
        word=${line#*,}
        case ${line%%,*} in
            plain) COMPREPLY+=("$word") ;;
            dir) mapfile -t paths < <(compgen -d -- "$word") ;;
            file) mapfile -t paths < <(compgen -f -X '!*.toml' -- "$word"; compgen -d -- "$word") ;;
        esac
    done < <(COMP_WORDS="${words[*]}" COMP_CWORD=$at _BRIEFING_COMPLETE=bash_complete "$1" 2> /dev/null)
    if [[ ${#COMPREPLY[@]} -eq 0 ]]; then # or a folder that is called like a command would be taken for it
        compopt -o filenames
    fi
    for name in "${paths[@]}"; do
        COMPREPLY+=("$name")
    done
}

complete -o nosort -F _briefing_completion briefing
