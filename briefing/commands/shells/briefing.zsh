#compdef briefing

_briefing_completion() {
    local kind word told option=${(M)words[CURRENT]#--*=}
    local -a answer with_help alone
    answer=("${(@f)$(COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT - 1)) _BRIEFING_COMPLETE=zsh_complete \
        ${words[1]} 2> /dev/null)}")
    for kind word told in "${answer[@]}"; do
        case $kind in
            plain)
                if [[ $told == _ ]]; then
                    alone+=("$option$word")
                else
                    with_help+=("$word:$told")
                fi
                ;;
            dir) _files -/ ;;
            file) _files -g '*.toml' ;;
        esac
    done
    (( $#with_help )) && _describe -V briefing with_help -U
    (( $#alone )) && compadd -U -V briefing -a alone
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _briefing_completion "$@"
else
    compdef _briefing_completion briefing
fi
