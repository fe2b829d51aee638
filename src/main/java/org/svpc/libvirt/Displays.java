package org.svpc.libvirt;

import java.util.List;
import org.svpc.libvirt.Subject.Role;
import org.svpc.selinux.FileKind;

/** Displays, video devices and sound. */
final class Displays {
  private final Needs needs;
  private final Chardevs chardevs;

  Displays(Needs needs) {
    this.needs = needs;
    chardevs = new Chardevs(needs);
  }

  void graphics(Element graphics) {
    String type = graphics.get("type", "");
    String what = "display, " + Needs.shown(type);
    switch (type) {
      case "vnc" -> network(what, graphics, Access.VNC);
      case "spice" -> {
        network(what, graphics, Access.SPICE);
        if (graphics.get("tlsPort") != null && !graphics.has("tlsPort", "-1")) {
          needs.add(what + ", with TLS", graphics, Access.TLS);
        }
      }
      case "egl-headless" -> {}
      case "dbus" -> {
        if (!graphics.has("p2p", "yes") && graphics.get("address") == null) {
          needs.add(
              what,
              graphics,
              "libvirt starts a D-Bus daemon in the guest's own domain.",
              LibraryCall.of(Access.OWN_PROGRAM, needs.named("dbusd_exec_t")));
        }
      }
      case "sdl", "desktop" ->
          needs.notKnown(
              graphics,
              "The display is a window of the host's X server.",
              "The boolean `virt_use_xserver` lets guests use it: all guests, not just this one.");
      case "rdp" ->
          needs.notKnown(
              graphics,
              "A helper of QEMU serves RDP, over D-Bus.",
              "That is for the helper's policy to allow.");
      default ->
          needs.unknown(graphics, "`" + Needs.shown(type) + "` is no known type of display.");
    }
    Element gl = graphics.child("gl");
    if (type.equals("egl-headless")
        || (gl != null && (gl.has("enable", "yes") || gl.get("rendernode") != null))) {
      renderNode(what + ", with OpenGL", graphics);
    }
  }

  private void renderNode(String what, Element place) {
    needs.add(
        what,
        place,
        "libvirt labels the render node for the guest.",
        LibraryCall.of(Access.RENDER_NODE));
  }

  /** Where a display listens: at ports, at sockets or nowhere. */
  private void network(String what, Element graphics, Access ports) {
    String old = graphics.get("socket");
    List<Element> listens = graphics.all("listen");
    boolean network = listens.isEmpty() && old == null;
    if (old != null) {
      chardevs.listen(what, graphics, old);
    }
    for (Element listen : listens) {
      switch (listen.get("type", "address")) {
        case "address", "network" -> network = true;
        case "socket" -> {
          if (old == null) {
            chardevs.listen(what, listen, listen.get("socket"));
          }
        }
        case "none" -> {}
        default ->
            needs.unknown(
                listen,
                "`"
                    + Needs.shown(listen.get("type"))
                    + "` is no known way for a display to listen.");
      }
    }
    if (network || graphics.get("websocket") != null) {
      needs.add(what, graphics, "", LibraryCall.of(ports));
    }
  }

  void video(Element video) {
    Element driver = video.child("driver");
    Element model = video.child("model");
    if (driver != null && driver.has("name", "vhostuser")) {
      needs.notKnown(
          video,
          "libvirt starts vhost-user-gpu in the guest's own domain, and no policy has a type for it.",
          "Give the program a type of its own, and the guest `guest_program` of the library.");
      renderNode("video by vhost-user-gpu", video);
    }
    if (model != null && model.has("blob", "on")) {
      needs.add("video with blobs", model, Access.UDMABUF);
      needs.node(model, "/dev/udmabuf", "dma_device_t");
    }
    Element acceleration = model == null ? null : model.child("acceleration");
    if (acceleration != null && acceleration.get("rendernode") != null) {
      renderNode("video with 3D", acceleration);
    }
  }

  void audio(Element audio) {
    String type = audio.get("type", "");
    String what = "audio, " + Needs.shown(type);
    switch (type) {
      case "alsa", "oss" -> needs.add(what, audio, Access.SOUND);
      case "pulseaudio", "pipewire", "jack" -> {
        Subject socket = Subject.own(Role.PEER);
        needs.add(
            what,
            audio,
            "The sound server's domain has to join the module's attribute.",
            LibraryCall.of(Access.SOUND_SERVER, Subject.own(Role.SERVER), socket));
        needs.notKnown(
            audio,
            "The XML does not tell which domain is the sound server.",
            "Let it join the attribute that the module declares, with `typeattribute`.");
      }
      case "file" -> {
        String path = audio.get("path");
        if (path != null) {
          needs.add(what, audio, Access.LOG, Subject.own(Role.LOG));
          needs.place(what, audio, path, FileKind.FILE, false, Subject.own(Role.LOG), "");
        }
      }
      case "none", "spice", "dbus" -> {}
      case "sdl", "coreaudio" ->
          needs.notKnown(audio, "What " + what + " uses of the host is not known.", "");
      default -> needs.unknown(audio, "`" + Needs.shown(type) + "` is no known kind of audio.");
    }
  }
}
