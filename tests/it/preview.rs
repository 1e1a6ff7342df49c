//! The preview as a browser sees it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Net, TODAY, samples};

/// A preview at work. It ends with the test.
struct Preview {
    child: Child,
    port: u16,
    said: BufReader<std::process::ChildStderr>,
}

impl Preview {
    fn of(net: &Net) -> Self {
        Self::at(net, 0)
    }

    fn at(net: &Net, port: u16) -> Self {
        Self::with(net, port, &[])
    }

    fn with(net: &Net, port: u16, options: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bedside"))
            .current_dir(net.outside())
            .env_remove("BEDSIDE_EDITOR")
            .args(["serve", "net", "--today", TODAY, "--port", &port.to_string()])
            .args(options)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        let port = loop {
            line.clear();
            assert!(said.read_line(&mut line).unwrap() > 0, "the preview ended at once");
            if let Some((_, rest)) = line.split_once("http://127.0.0.1:") {
                break rest.split('/').next().unwrap().parse().unwrap();
            }
        };
        Self { child, port, said }
    }

    /// Sends a request as it is, with the given extra header lines.
    fn ask(&self, target: &str, host: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut answer = Vec::new();
        // A server may close without reading a line that is no request at all, or one that is too long.
        let _ = write!(stream, "GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n");
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Asks on a connection that stays open for the next question; a new one where there is none, or it was closed.
    fn ask_on(&self, line: &mut Option<BufReader<TcpStream>>, target: &str) -> String {
        let open = || {
            let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            BufReader::new(stream)
        };
        let mut stream = line.take().unwrap_or_else(open);
        // In one piece: small ones would wait for each other.
        let request = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
        stream.get_mut().write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            if stream.read_until(b'\n', &mut answer).unwrap_or_default() == 0 {
                return String::from_utf8_lossy(&answer).into_owned();
            }
        }
        let head = String::from_utf8_lossy(&answer).to_ascii_lowercase();
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse::<u64>().ok());
        stream.by_ref().take(length.unwrap_or_default()).read_to_end(&mut answer).unwrap();
        *line = Some(stream).filter(|_| !head.contains("connection: close"));
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, target: &str) -> String {
        self.ask(target, &format!("127.0.0.1:{}", self.port), "")
    }

    fn state(&self, path: &str) -> serde_json::Value {
        let answer = self.get(&format!("/__bedside/state?path={path}"));
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    /// Asks until `is_so`, for ten seconds.
    fn wait(&self, path: &str, is_so: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let begin = Instant::now();
        loop {
            let state = self.state(path);
            if is_so(&state) || begin.elapsed() > Duration::from_secs(10) {
                return state;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn net() -> Net {
    Net::new().file("topics/a.md", "---\ntitle: A\n---\n\nHello there.\n")
}

#[test]
fn an_edit_is_seen_and_its_findings_are_told() {
    let net = net();
    let mut preview = Preview::of(&net);
    let before = preview.state("/topics/a.html");
    assert_eq!(before["generation"], 0);
    net.put("topics/a.md", "---\ntitle: A\n---\n\nSee [b](b.md).\n");
    let after = preview.wait("/topics/a.html", |state| state["generation"] != 0);
    assert_eq!(after["file"], "topics/a.md");
    let broken = after["findings"].as_array().unwrap().iter().find(|finding| finding["check"] == "links/broken");
    let broken = broken.unwrap_or_else(|| panic!("{after}"));
    assert_eq!((&broken["line"], &broken["severity"]), (&5.into(), &"error".into()));
    let mut line = String::new();
    preview.said.read_line(&mut line).unwrap();
    assert!(line.starts_with("saved topics/a.md → 1 page, ") && line.contains(" ms, "), "{line}");
    assert!(preview.get("/__bedside/findings").contains("<code>topics/a.md:5</code>"));
    assert!(!net.out().exists(), "a preview writes nothing");
}

#[test]
fn the_first_pages_of_a_large_site_come_before_the_others_are_read() {
    let long = format!("---\ntitle: Long\n---\n\n{}\n\nThe end.\n", "Rest helps. ".repeat(250_000));
    let net = net().file("topics/long.md", long).file("topics/b.md", "---\ntitle: B\n---\n\nMrs Whitfield rests.\n");
    let mut preview = Preview::of(&net);
    let (home, asked) = (preview.get("/"), preview.get("/topics/a.html"));
    assert!(home.contains("Long") && !home.contains("Rest helps"), "titles are known: {home}");
    assert!(asked.contains("Hello there."), "{asked}");
    assert!(!preview.get("/topics/b.html").contains("Whitfield"), "nothing is shown that the site would not show");
    let mut line = String::new();
    preview.said.read_line(&mut line).unwrap();
    assert!(line.starts_with("all pages are read, "), "{line}");
    let whole = preview.wait("/topics/b.html", |state| state["reading"] == false);
    assert!(whole["errors"].as_u64() > Some(0), "{whole}");
    assert!(preview.get("/topics/long.html").contains("The end."));
}

#[test]
fn drafts_are_shown_and_marked() {
    let net = net().file("topics/d.md", "---\ntitle: D\ndraft: true\n---\n\nNot yet.\n");
    let preview = Preview::of(&net);
    assert_eq!(preview.state("/topics/d.html")["draft"], true);
    assert_eq!(preview.state("/topics/a.html")["draft"], false);
}

#[test]
fn a_settings_file_that_goes_away_leaves_the_last_good_site() {
    let net = net();
    let preview = Preview::of(&net);
    net.delete("bedside.yaml");
    let state = preview.wait("/topics/a.html", |state| !state["trouble"].is_null());
    assert!(state["trouble"].as_str().unwrap().contains("no bedside.yaml"), "{state}");
    assert_eq!(state["file"], "topics/a.md", "the last good site stays");
    net.put("bedside.yaml", "title: Back\n");
    let state = preview.wait("/topics/a.html", |state| state["trouble"].is_null());
    assert!(state["trouble"].is_null(), "it recovers by itself: {state}");
}

#[test]
fn a_folder_that_goes_away_and_comes_back_is_watched_again() {
    let net = net();
    let preview = Preview::of(&net);
    let away = net.outside().join("away");
    std::fs::rename(net.root(), &away).unwrap();
    let state = preview.wait("/topics/a.html", |state| !state["trouble"].is_null());
    assert!(!state["trouble"].is_null(), "{state}");
    std::fs::rename(&away, net.root()).unwrap();
    let state = preview.wait("/topics/a.html", |state| state["trouble"].is_null());
    let number = state["generation"].as_u64().unwrap();
    net.put("topics/new/b.md", "---\ntitle: B\n---\n\nHello.\n");
    let state = preview.wait("/topics/new/b.html", |state| state["file"] == "topics/new/b.md");
    assert!(state["generation"].as_u64().unwrap() > number, "{state}");
}

#[test]
fn nobody_else_is_answered() {
    let net = net();
    let preview = Preview::of(&net);
    let own = format!("localhost:{}", preview.port);
    assert!(preview.ask("/__bedside/live.js", &own, "").starts_with("HTTP/1.1 200"));
    for path in ["/", "/topics/a.html", "/__bedside/events", "/__bedside/state?path=/"] {
        assert!(preview.ask(path, "evil.example", "").starts_with("HTTP/1.1 403"), "{path}");
        assert!(preview.ask(path, &own, "Origin: https://evil.example\r\n").starts_with("HTTP/1.1 403"), "{path}");
        let script = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n";
        assert!(preview.ask(path, &own, script).starts_with("HTTP/1.1 403"), "{path}");
    }
}

#[test]
fn answers_are_not_kept_and_load_nothing_from_elsewhere() {
    let net = net();
    let preview = Preview::of(&net);
    for path in ["/", "/nowhere", "/__bedside/live.css", "/__bedside/findings"] {
        let answer = preview.get(path).to_lowercase();
        assert!(answer.contains("cache-control: no-store"), "{answer}");
        assert!(answer.contains("content-security-policy: default-src 'none'"), "{answer}");
        assert!(!answer.contains("access-control-allow-origin"), "{answer}");
    }
    assert!(preview.get("/nowhere").starts_with("HTTP/1.1 404"));
    assert!(preview.get("/nowhere").contains("<script src=\"/__bedside/live.js\""));
}

#[test]
fn events_come_when_something_changes() {
    let net = net();
    let preview = Preview::of(&net);
    let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    write!(stream, "GET /__bedside/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert!(lines.by_ref().any(|line| line == "data: 0"), "how things stand is told at once");
    net.put("topics/a.md", "---\ntitle: A\n---\n\nHello again.\n");
    assert!(lines.by_ref().any(|line| line == "data: 1"));
}

#[test]
fn a_taken_port_is_said_and_the_next_one_used() {
    let net = net();
    let first = Preview::of(&net);
    let second = Preview::at(&net, first.port);
    assert_ne!(first.port, second.port);
    assert!(second.get("/__bedside/live.js").starts_with("HTTP/1.1 200"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well() {
    let net = net();
    let mut preview = Preview::of(&net);
    let before = crate::support::tree(net.outside());
    let pid = preview.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    assert_eq!(preview.child.wait().unwrap().code(), Some(0));
    assert_eq!(crate::support::tree(net.outside()), before);
}

#[test]
fn no_address_leads_out_of_the_site() {
    let net = net();
    std::fs::write(net.outside().join("secret.txt"), "root:x:0:0").unwrap();
    let preview = Preview::of(&net);
    let mut attacks: Vec<String> = [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2f..%2fsecret.txt",
        "/bedside.yaml",
        "//etc/passwd",
        "/topics/../bedside.yaml",
        "/topics/a.md",
        "/%00",
        "/..\\..\\secret.txt",
    ]
    .map(String::from)
    .to_vec();
    if let Some(folder) = samples("attacks") {
        for file in ["directory_traversal.txt", "deep_traversal.txt", "traversals-8-deep-exotic-encoding.txt"] {
            let text = std::fs::read(folder.join(file)).unwrap();
            let lines = String::from_utf8_lossy(&text).replace("{FILE}", "etc/passwd");
            attacks.extend(lines.lines().map(|line| format!("/{}", line.trim().trim_start_matches('/'))));
        }
    }
    let mut line = None;
    for attack in attacks.iter().filter(|attack| !attack.contains(char::is_whitespace)) {
        let answer = preview.ask_on(&mut line, attack);
        assert!(!answer.contains("root:x:0:0") && !answer.contains("title: Test network"), "{attack}: {answer}");
        assert!(!answer.contains("Hello there.") || answer.contains("<html"), "{attack}: {answer}");
        let is_refused = answer.is_empty() || answer.starts_with("HTTP/1.1 4");
        assert!(is_refused || attack.ends_with('/'), "{attack}: {answer}");
    }
}

#[test]
fn who_dawdles_or_takes_every_place_cannot_keep_others_out() {
    let net = net();
    let preview = Preview::of(&net);
    let connect = || TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
    // A request that never ends, and more connections than there are places.
    let mut slow = connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    let idle: Vec<_> = (0..200).map(|_| connect()).collect();
    let begin = Instant::now();
    slow.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut said = Vec::new();
    let _ = slow.read_to_end(&mut said);
    assert!(begin.elapsed() < Duration::from_secs(40), "a request that never ends is given up");
    assert!(!String::from_utf8_lossy(&said).contains("200 OK"));
    let answered = || preview.get("/topics/a.html").starts_with("HTTP/1.1 200");
    while !answered() {
        assert!(begin.elapsed() < Duration::from_secs(60), "the places are free again");
        std::thread::sleep(Duration::from_millis(200));
    }
    drop(idle);
}

#[test]
fn too_many_headers_are_not_read() {
    let net = net();
    let preview = Preview::of(&net);
    let host = format!("127.0.0.1:{}", preview.port);
    let many: String = (0..200).map(|n| format!("X-{n}: 1\r\n")).collect();
    assert!(preview.ask("/", &host, &many).starts_with("HTTP/1.1 431"));
    let endless = format!("X: {}\r\n", "a".repeat(200_000));
    assert!(!preview.ask("/", &host, &endless).contains("200 OK"));
    assert!(preview.get("/").starts_with("HTTP/1.1 200"));
}

#[test]
fn the_panel_is_told_why_how_and_where() {
    let text = "---\ntitle: A\nreviewed: 2026-01-02\n---\n\nRest helps with fatigue and [x](nowhere.md). Take neutropenia seriously.\n";
    let net = net().file("topics/a.md", text).file("topics/fatigue.md", "---\ntitle: Fatigue\n---\n\nTired.\n");
    let preview = Preview::of(&net);
    let state = preview.state("/topics/a.html");
    let broken =
        state["findings"].as_array().unwrap().iter().find(|finding| finding["check"] == "links/broken").unwrap();
    assert_eq!(broken["quote"], "x");
    assert!(broken["why"].as_str().unwrap().starts_with("Somebody who is worried"), "{broken}");
    assert!(broken["how"].as_str().unwrap().starts_with("Correct the path"), "{broken}");
    let open = broken["open"].as_str().unwrap();
    assert!(open.starts_with("vscode://file/") && open.ends_with("/net/topics/a.md:6:29"), "{open}");
    let about = &state["about"];
    assert_eq!(about["reading"]["scores"][0]["formula"], "Flesch–Kincaid");
    assert_eq!((&about["reading"]["sentences"], &about["reviewed"]), (&2.into(), &"2026-01-02".into()));
    assert_eq!(about["mentions"][0]["title"], "Fatigue");
    assert_eq!(about["mentions"][0]["href"], "fatigue.html");
    assert_eq!(about["candidates"][0], "neutropenia");
}

#[test]
fn broken_writing_keeps_the_last_good_page() {
    let net = net();
    let preview = Preview::of(&net);
    assert!(preview.get("/topics/a.html").contains("Hello there."));
    net.put("topics/a.md", "---\ntitle: [\n---\n\nHello again.\n");
    let state = preview.wait("/topics/a.html", |state| !state["broken"].is_null());
    assert!(!state["broken"].is_null(), "{state}");
    assert!(preview.get("/topics/a.html").contains("Hello there."), "the page stays as it was");
    net.put("topics/a.md", "---\ntitle: A\n---\n\nHello again.\n");
    preview.wait("/topics/a.html", |state| state["broken"].is_null());
    assert!(preview.get("/topics/a.html").contains("Hello again."));
}

#[test]
fn a_page_whose_file_could_not_be_saved_stays() {
    let net = net();
    let preview = Preview::of(&net);
    assert!(preview.get("/topics/a.html").contains("Hello there."));
    // What a full disk leaves of a file.
    net.put("topics/a.md", "");
    let state = preview.wait("/topics/a.html", |state| state["generation"] != 0);
    assert!(state["broken"].as_str().is_some_and(|why| why.contains("the disk may be full")), "{state}");
    assert!(preview.get("/topics/a.html").contains("Hello there."));
    net.put("topics/a.md", "---\ntitle: A\n---\n\nSaved after all.\n");
    preview.wait("/topics/a.html", |state| state["broken"].is_null());
    assert!(preview.get("/topics/a.html").contains("Saved after all."));
}

#[test]
fn broken_settings_and_templates_are_said_and_the_last_good_site_stays() {
    let net = net();
    let preview = Preview::of(&net);
    let template = "theme/templates/partials/foot.html";
    for (path, broken, mended) in
        [("bedside.yaml", "title: [\n", "title: Test network\n"), (template, "{% if %}", "<p>Ours</p>")]
    {
        net.put(path, broken);
        let state = preview.wait("/topics/a.html", |state| !state["trouble"].is_null());
        assert!(state["trouble"].as_str().is_some_and(|trouble| trouble.contains(path)), "{path}: {state}");
        assert!(preview.get("/topics/a.html").contains("Hello there."));
        net.put(path, mended);
        let state = preview.wait("/topics/a.html", |state| state["trouble"].is_null());
        assert!(state["trouble"].is_null(), "{path}: {state}");
    }
    assert!(preview.get("/topics/a.html").contains("<p>Ours</p>"));
}

#[test]
fn a_renamed_page_is_followed() {
    let net = net();
    let preview = Preview::of(&net);
    std::fs::rename(net.root().join("topics/a.md"), net.root().join("topics/b.md")).unwrap();
    let state = preview.wait("/topics/a.html", |state| !state["moved"].is_null());
    assert_eq!((&state["moved"], &state["page"]), (&"/topics/b.html".into(), &serde_json::Value::Null));
}

/// How a program saves a text, and the name of it.
type Way<'a> = (&'a str, &'a dyn Fn(&str));

#[test]
fn files_saved_by_way_of_a_temporary_file_are_seen() {
    let net = net();
    let preview = Preview::of(&net);
    let (page, folder) = (net.root().join("topics/a.md"), net.root().join("topics"));
    // vim moves the old file away; VS Code and word processors move a finished one over it; others delete it first.
    let ways: [Way<'_>; 3] = [
        ("vim", &|text| {
            std::fs::rename(&page, folder.join("a.md~")).unwrap();
            std::fs::write(&page, text).unwrap();
            std::fs::remove_file(folder.join("a.md~")).unwrap();
        }),
        ("rename", &|text| {
            std::fs::write(folder.join(".a.md.tmp"), text).unwrap();
            std::fs::rename(folder.join(".a.md.tmp"), &page).unwrap();
        }),
        ("delete", &|text| {
            std::fs::write(folder.join("~WRL0001.tmp"), text).unwrap();
            std::fs::remove_file(&page).unwrap();
            std::fs::rename(folder.join("~WRL0001.tmp"), &page).unwrap();
        }),
    ];
    for (name, save) in ways {
        let before = preview.state("/topics/a.html")["page"].clone();
        save(&format!("---\ntitle: A\n---\n\nSaved by {name}.\n"));
        preview.wait("/topics/a.html", |state| !state["page"].is_null() && state["page"] != before);
        assert!(preview.get("/topics/a.html").contains(&format!("Saved by {name}.")), "{name}");
    }
}

#[test]
fn a_folder_that_tells_of_nothing_is_looked_at_every_second() {
    let net = net();
    let preview = Preview::with(&net, 0, &["--poll"]);
    net.put("topics/a.md", "---\ntitle: A\n---\n\nHello again.\n");
    preview.wait("/topics/a.html", |state| state["generation"] != 0);
    assert!(preview.get("/topics/a.html").contains("Hello again."));
}

#[test]
fn search_follows_an_edit() {
    let net = net();
    let preview = Preview::of(&net);
    let all = |manifest: &str| {
        let (_, rest) = manifest.split_once("\"all\":\"").unwrap();
        format!("/search-index/{}.js", rest.split('"').next().unwrap())
    };
    let before = all(&preview.get("/search-index/index.js"));
    net.put("topics/a.md", "---\ntitle: A\n---\n\nHello zebra.\n");
    preview.wait("/topics/a.html", |state| state["generation"] != 0);
    let after = all(&preview.get("/search-index/index.js"));
    assert_ne!(before, after);
    assert!(preview.get(&after).contains("zebra"));
    assert!(preview.get(&before).starts_with("HTTP/1.1 200"), "a page that was opened before finds its own index");
}

#[test]
fn what_is_too_long_is_not_read_and_nothing_can_be_written() {
    let net = net();
    let preview = Preview::of(&net);
    let host = format!("127.0.0.1:{}", preview.port);
    assert!(preview.get(&format!("/{}", "a".repeat(3000))).starts_with("HTTP/1.1 414"));
    let header = format!("X-Long: {}\r\n", "a".repeat(20_000));
    assert!(preview.ask("/", &host, &header).starts_with("HTTP/1.1 431"));
    let answer = preview.ask("/", &host, "Host: evil.example\r\n");
    assert!(!answer.starts_with("HTTP/1.1 200"), "two hosts: {answer}");
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
        write!(stream, "{method} / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 405"), "{method}: {answer}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_leads_nowhere() {
    let net = net();
    std::fs::write(net.outside().join("secret.txt"), "secret words").unwrap();
    std::fs::create_dir_all(net.root().join("static")).unwrap();
    std::os::unix::fs::symlink(net.outside().join("secret.txt"), net.root().join("static/s.txt")).unwrap();
    let preview = Preview::of(&net);
    for path in ["/s.txt", "/static/s.txt", "/%73.txt"] {
        let answer = preview.get(path);
        assert!(answer.starts_with("HTTP/1.1 404") && !answer.contains("secret words"), "{path}: {answer}");
    }
}

#[test]
fn another_device_needs_the_code() {
    let net = net();
    let mut preview = Preview::with(&net, 0, &["--lan"]);
    let mut url = String::new();
    while !url.contains("/__bedside/enter/") {
        url.clear();
        // A computer without any network has no door to open.
        if preview.said.read_line(&mut url).unwrap() == 0 {
            return;
        }
    }
    let url = url.trim().strip_prefix("http://").unwrap().split(' ').next().unwrap();
    let (host, path) = url.split_once('/').unwrap();
    let ask = |path: &str, headers: &str| {
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    for shut in ["", "topics/a.html", "__bedside/events", "__bedside/state?path=/", "__bedside/enter/0000"] {
        assert!(ask(shut, "").starts_with("HTTP/1.1 403"), "{shut}");
    }
    let entered = ask(path, "");
    let cookie = entered.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert!(ask(path, "").starts_with("HTTP/1.1 403"), "the code is good for one device");
    let cookie = format!("Cookie: {}\r\n", cookie.split(';').next().unwrap());
    assert!(ask("topics/a.html", &cookie).contains("Hello there."));
    let evil = format!("{cookie}Origin: https://evil.example\r\n");
    assert!(ask("topics/a.html", &evil).starts_with("HTTP/1.1 403"));
    let state = ask("__bedside/state?path=/topics/a.html", &cookie);
    assert!(state.contains("\"open\":null") && !state.contains("vscode:"), "files are opened on this computer only");
    assert!(preview.get("/topics/a.html").contains("Hello there."), "and the editor needs none");
}
