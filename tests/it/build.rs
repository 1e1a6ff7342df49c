//! What a build does to the disk, whatever happens to it, and what bad input does to a build.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use bedside::site::{Artifact, Site, SitePath};
use bedside::write::{Target, write};

use crate::support::{Net, TODAY, samples};

/// A good page.
const PAGE: &str = "---\ntitle: A\n---\n\nHello.\n";

#[test]
fn the_same_files_give_the_same_bytes() {
    let net = Net::empty();
    let _ = net.run(&["new", "ward"]).ends(0);
    let build = |out: &str, threads: &str| {
        let mut command = crate::support::bedside();
        command.current_dir(net.root()).env("RAYON_NUM_THREADS", threads);
        let run = command.args(["build", "ward", "--today", TODAY, "--out", out]);
        let _ = crate::support::Run::of(run).ends(0);
        crate::support::tree(&net.root().join(out))
    };
    let one = build("one", "1");
    assert_eq!(one, build("four", "4"));
    assert_eq!(one, build("one", "3"), "warm");
}

#[test]
fn files_of_others_survive_and_old_pages_do_not() {
    let net = Net::new().file("topics/a.md", PAGE).file("topics/b.md", PAGE);
    net.put("public/CNAME", "example.org");
    let _ = net.build().ends(0);
    net.delete("topics/b.md");
    let _ = net.build().ends(0);
    let second = net.site();
    assert_eq!(second["CNAME"], b"example.org");
    assert!(!second.contains_key("topics/b.html"));
    let hidden = |name: &str| name.contains(".bedside-") && name != ".bedside-manifest";
    let litter = std::fs::read_dir(net.root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(litter.filter(|name| hidden(name)).count(), 0);
}

/// The name under which the test below starts itself once more, to be killed.
const VICTIM: &str = "BEDSIDE_TEST_VICTIM";

#[test]
fn a_killed_build_leaves_the_old_site_whole() {
    if let Some(root) = std::env::var_os(VICTIM) {
        build_and_hang(Path::new(&root));
    }
    let net = Net::new();
    let target = Target::new(&net.root(), &net.out(), None).unwrap();
    let mut site = Site::new();
    for at in 0..100 {
        site.insert(SitePath::new(format!("{at}.html")), Artifact::Bytes(Arc::from(b"old".as_slice())));
    }
    write(&site, &target, &()).unwrap();
    let before = net.site();

    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "build::a_killed_build_leaves_the_old_site_whole", "--nocapture"])
        .env(VICTIM, net.root())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(victim.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line.contains("half done")), "the victim never got half way");
    assert!(net.root().join(".public.bedside-staging").is_dir(), "it is in the middle of its work");
    assert!(write(&site, &target, &()).unwrap_err().to_string().contains("another build is writing"));
    victim.kill().unwrap();
    victim.wait().unwrap();
    assert_eq!(net.site(), before);

    site.insert(SitePath::new("new.html"), Artifact::Bytes(Arc::from(b"new".as_slice())));
    assert_eq!(write(&site, &target, &()).unwrap().changed, 1);
    assert!(!net.root().join(".public.bedside-staging").exists(), "the next build clears up");
}

/// Writes half of a site and never ends.
fn build_and_hang(root: &Path) -> ! {
    let mut site = Site::new();
    for at in 0..100 {
        site.insert(SitePath::new(format!("{at}.html")), Artifact::Bytes(Arc::from(b"half".as_slice())));
    }
    let hang = || {
        println!("half done");
        std::thread::sleep(std::time::Duration::from_secs(60));
        std::process::exit(3)
    };
    site.insert(SitePath::new("50-hang.html"), Artifact::Made(Box::new(hang)));
    let _ = write(&site, &Target::new(root, &root.join("public"), None).unwrap(), &());
    std::process::exit(3)
}

/// A small disk, where the test may make one.
#[cfg(target_os = "linux")]
struct SmallDisk(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl SmallDisk {
    fn new(at: &Path) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let mut mount = Command::new("mount");
        let mount = mount.args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"]).arg(at).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then(|| Self(at.to_path_buf()))
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_site_whole() {
    let net = Net::new();
    let Some(disk) = SmallDisk::new(&net.outside().join("disk")) else { return };
    let target = Target::new(&net.root(), &disk.0.join("public"), None).unwrap();
    let site = |bytes: &[u8]| {
        let mut site = Site::new();
        for at in 0..10 {
            site.insert(SitePath::new(format!("{at}.html")), Artifact::Bytes(Arc::from(bytes)));
        }
        site
    };
    write(&site(b"old"), &target, &()).unwrap();
    let before = crate::support::tree(&disk.0);
    let error = write(&site(&[b'x'; 100_000]), &target, &()).unwrap_err().to_string();
    assert!(error.starts_with("the disk is full: "), "{error}");
    assert_eq!(crate::support::tree(&disk.0), before);
    write(&site(b"new"), &target, &()).unwrap();
}

#[test]
fn every_hostile_file_gives_a_page_or_a_finding_and_the_old_site_stays_on_errors() {
    let Some(folder) = samples("hostile") else { return };
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 30, "{paths:?}");
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        let net = Net::new().file("topics/good.md", PAGE);
        let _ = net.build().ends(0);
        let before = net.site();
        net.put(&format!("topics/{name}"), std::fs::read(&path).unwrap());
        let begin = std::time::Instant::now();
        let built = net.build();
        // An unoptimised program on a machine that many share: a minute there is far less in a hospital.
        assert!(begin.elapsed().as_secs() < 60, "{name} took {:?}", begin.elapsed());
        assert!(!built.stderr.contains("panicked"), "{name}: {}", built.stderr);
        assert!([0, 2].contains(&built.code), "{name}: {}\n{}", built.code, built.stderr);
        assert!(built.stderr.len() < 200_000, "{name} floods the terminal: {} bytes", built.stderr.len());
        if built.code == 2 {
            assert!(built.stderr.contains(&format!("topics/{name}")), "{name}: {}", built.stderr);
            assert_eq!(net.site(), before, "{name}");
        }
    }
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_the_folder_do_no_harm() {
    let net = Net::new().file("topics/a.md", PAGE);
    std::fs::write(net.outside().join("secret.md"), "the secret words").unwrap();
    std::os::unix::fs::symlink("../..", net.root().join("topics/loop")).unwrap();
    std::os::unix::fs::symlink(net.outside().join("secret.md"), net.root().join("topics/secret.md")).unwrap();
    assert!(Command::new("mkfifo").arg(net.root().join("topics/pipe.md")).status().unwrap().success());
    let built = net.build().ends(2).says("topics/secret.md").says("topics/loop").says("topics/pipe.md");
    assert!(!built.stderr.contains("secret words"));
    std::fs::remove_file(net.root().join("topics/loop")).unwrap();
    std::fs::remove_file(net.root().join("topics/secret.md")).unwrap();
    let _ = net.build().ends(0);
}

#[test]
fn a_text_of_100_mb_is_one_finding() {
    let net = Net::new().file("topics/a.md", PAGE);
    let file = std::fs::File::create(net.root().join("topics/huge.md")).unwrap();
    file.set_len(100 << 20).unwrap();
    let built = net.build().ends(2).says("topics/huge.md").says("100 MiB");
    assert_eq!(built.stderr.matches("error[").count(), 1, "{}", built.stderr);
}
