function _briefing_completion
    set -l answer (COMP_WORDS=(commandline -cp) COMP_CWORD=(commandline -t) _BRIEFING_COMPLETE=fish_complete \
        briefing 2> /dev/null)
    set -l option (string match --regex -- '^--[a-z-]+=' (commandline -t))
    for line in $answer
        set -l part (string split --max 1 "," -- $line)
        switch $part[1]
            case plain
                echo "$option$part[2]"
            case dir
                __fish_complete_directories $part[2]
            case file
                __fish_complete_suffix .toml
        end
    end
end

complete --no-files --command briefing --arguments "(_briefing_completion)"
