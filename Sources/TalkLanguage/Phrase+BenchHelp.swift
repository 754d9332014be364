/// What `talkroom-bench --help` says.
extension Phrase {
    package static let namesValue = Phrase(english: "NAME,...", portuguese: "NOME,...")
    package static let countsValue = Phrase(english: "COUNT,...", portuguese: "QUANTOS,...")

    package static let benchSummary = Phrase(
        english: "Measure talkroomd beside other servers that are installed here.",
        portuguese: "Mede o talkroomd ao lado de outros servidores instalados aqui.")
    package static let scenariosOption = Phrase(
        english: "only these scenarios", portuguese: "só estes cenários")
    package static let contendersOption = Phrase(
        english: "only these servers (default all that are installed, bulk left out)",
        portuguese: "só estes servidores (padrão: todos os instalados, menos bulk)")
    package static let clientsOption = Phrase(
        english: "with so many clients", portuguese: "com tantos clientes")
    package static let roundsOption = Phrase(
        english: "measure so many times", portuguese: "mede tantas vezes")
    package static let secondsOption = Phrase(
        english: "seconds of one measurement (default 1; neighbour 5)",
        portuguese: "segundos de cada medição (padrão: 1; neighbour: 5)")
    package static let quickOption = Phrase(
        english: "one short round of each, for a first look",
        portuguese: "uma rodada curta de cada, para uma primeira ideia")
    package static let unpinnedOption = Phrase(
        english: "let the system choose processors, instead of one for the clients and "
            + "the others for the servers",
        portuguese: "deixa o sistema escolher os processadores, em vez de um para os clientes "
            + "e os outros para os servidores")
    package static let jsonFiguresOption = Phrase(
        english: "JSON, one figure a line", portuguese: "JSON, uma medida por linha")

    /// What each scenario and each column means.
    package static let benchLegend = Phrase(english: english, portuguese: portuguese)

    private static let english = """

        Scenarios:
          saturation  As many deliveries as the server manages, and its processor time
                      for one. 8x1: eight people say a line each, and the next when
                      everybody has it; 8x32: eight paste 32 lines; 1x256: one pastes
                      256.
          latency     200 lines a second: from sending a line to its arrival with each
                      client, the median (p50) and what one delivery in a hundred
                      exceeds (p99).
          joins       Until everybody has come, and been told of everybody who came
                      later.
          memory      Resident memory of the server for one client, after everybody
                      spoke.
          idle        How often threads of the server wake, and their processor time,
                      in a second in which nobody says anything.
          start       From start to end of the client: --version, and sending a line;
                      talkroom send divided by nc -N -U with the same line, if that is
                      installed (nc.openbsd).
          slow        One client in twenty never reads, one reads a byte a second. Of
                      the others: deliveries a second and p99, divided by those without
                      the slow. Then how many slow ones were ended, of how many the
                      others were told, and the most memory that the server occupied.
          ledger      What was said is on the disk, in $TMPDIR or else in /tmp. From
                      exec of talkroomd to its greeting, with 1,000,000 messages in its
                      ledger divided by that with 20,000 (--quick: 4,000, 2,000); talkroom
                      log -c 20, divided by tail -n 20 of the last file. Then, with
                      more clients each, four at once and in turns, deliveries a second
                      as in 8x1 with history=memory, with disk, and with disk and
                      sync=batch, divided by those with history=off.
          terminal    talkroom at a terminal of 80x24 that is read at once, with a daemon
                      played by this program. How often it calls write(2) for a key.
                      Its processor time for one of 100,000 messages, when 1,000 come a
                      second (paced) and as fast as it takes them (burst). Memory of its
                      own (RssAnon) after 1,000,000 messages, and that divided by what
                      it was after 100,000. (--quick: 200; 1,200, 400.)
          neighbour   Ordinary clients, of 20 accounts, and talkroomd as it is without any
                      configuration: 200 lines a second as in latency, alone and then
                      while one more account attacks. flood: it sends as fast as it can
                      on 50 connections; deaf: it asks for much on 50 connections, and
                      never reads; churn: it connects and closes in a loop; visits: it
                      enters and leaves in a loop; all: all of that at once. In control the same attack
                      goes to another talkroomd on this machine, which is as busy then;
                      p99 beside the attack is divided by that. Then the most memory
                      that the daemon occupied, where root can make a control group with
                      what the kernel holds for it, and how much was attacked. Only for
                      root: the clients and the attacker are accounts of their own.
        Servers:
          talkroom    talkroomd beside this program, in its JSON dialect; but in ledger
                      with history=memory, since the others keep nothing on a disk.
          reference   This program: one thread, one send for each line and recipient.
          bulk        The same, but one send for all lines that have arrived.
          redis, mosquitto, ngircd, ncat
                      As they are installed here; the last two over TCP.
        Columns:
          A figure is the median of all rounds; after it the least and the most, and
          then talkroom's figure divided by this one. Servers take turns, each started
          anew. A line has 64 bytes of text. Each delivery is checked: everybody gets
          every line, once, whole, and all of them in one order. Publishers are among
          those who hear it where the server lets them.

        """

    private static let portuguese = """

        Cenários:
          saturation  Tantas entregas quantas o servidor consegue, e seu tempo de
                      processador para cada uma. 8x1: oito pessoas dizem uma linha, e a
                      seguinte quando todos a têm; 8x32: oito colam 32 linhas; 1x256:
                      uma cola 256.
          latency     200 linhas por segundo: do envio de uma linha à chegada a cada
                      cliente, a mediana (p50) e o que uma entrega em cem ultrapassa
                      (p99).
          joins       Até que todos tenham entrado e sabido de quem entrou depois.
          memory      Memória residente do servidor por cliente, depois que todos
                      falaram.
          idle        Quantas vezes o servidor acorda, e seu tempo de processador, em
                      um segundo em que ninguém diz nada.
          start       Do início ao fim do cliente: --version, e o envio de uma linha;
                      talkroom send dividido por nc -N -U com a mesma linha, se
                      instalado (nc.openbsd).
          slow        Um cliente em vinte nunca lê, um lê um byte por segundo. Dos
                      outros: entregas por segundo e p99, divididos pelos de sem os
                      lentos. Depois, quantos lentos foram encerrados, de quantos os
                      outros souberam, e a maior memória que o servidor ocupou.
          ledger      O que foi dito fica em disco, em $TMPDIR ou senão em /tmp. Do exec
                      do talkroomd à sua saudação, com 1.000.000 de mensagens no seu
                      registro dividido pelo com 20.000 (--quick: 4.000, 2.000);
                      talkroom log -c 20, dividido por tail -n 20 do último arquivo.
                      Depois, com mais clientes em cada um, quatro ao mesmo tempo e
                      por turnos, entregas por segundo como em 8x1 com history=memory,
                      com disk, e com disk e sync=batch, divididas pelas com
                      history=off.
          terminal    O talkroom num terminal de 80x24 lido sem demora, com um daemon
                      representado por este programa. Quantas vezes chama write(2) por
                      tecla. Seu tempo de processador para cada uma de 100.000
                      mensagens, quando chegam 1.000 por segundo (paced) e tão rápido
                      quanto as aceita (burst). Sua própria memória (RssAnon) depois de
                      1.000.000 de mensagens, e essa dividida pela de depois de 100.000.
                      (--quick: 200; 1.200, 400.)
          neighbour   Clientes comuns, de 20 contas, e o talkroomd como é sem nenhuma
                      configuração: 200 linhas por segundo como em latency, a sós e
                      depois enquanto mais uma conta ataca. flood: envia o mais rápido
                      que pode em 50 conexões; deaf: pede muito em 50 conexões e nunca
                      lê; churn: conecta e fecha sem parar; visits: entra e sai sem
                      parar; all: tudo isso ao mesmo tempo. Em control o mesmo ataque vai a outro
                      talkroomd nesta máquina, que então está tão ocupada quanto; o p99
                      ao lado do ataque é dividido por esse. Depois, a maior memória
                      que o daemon ocupou, onde o root pode criar um cgroup também com
                      a que o kernel guarda para ele, e quanto se atacou. Só para o
                      root: os clientes e o atacante são contas próprias.
        Servidores:
          talkroom    O talkroomd ao lado deste programa, no dialeto JSON; a não ser em
                      ledger, com history=memory, pois os outros nada guardam em disco.
          reference   Este programa: uma thread, um send por linha e destinatário.
          bulk        O mesmo, mas um send para todas as linhas que chegaram.
          redis, mosquitto, ngircd, ncat
                      Como instalados aqui; os dois últimos por TCP.
        Colunas:
          Uma medida é a mediana das rodadas; depois a menor e a maior, e então a
          medida do talkroom dividida por esta. Os servidores se revezam, cada um
          iniciado de novo. Uma linha tem 64 bytes de texto. Cada entrega é conferida:
          todos recebem cada linha, uma vez, inteira, e todos na mesma ordem. Quem
          publica está entre os que ouvem onde o servidor permite.

        """
}
