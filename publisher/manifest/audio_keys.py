"""The keys of a recording 朗读录音 that an article may bring."""

from __future__ import annotations

from pydantic import Field

from publisher.manifest.fields import Text, Words
from publisher.manifest.keys import Keys


class AudioKeys(Keys):
    """A recording of an article read aloud 朗读, and when each of its sentences is heard."""

    src: Words = Field(
        title="录音",
        description="录音文件，规则同图片的 src。MP3、AAC-LC（.m4a）或 Opus（.opus）。\n"
        "The recording, named as a picture's src is: MP3, AAC-LC (.m4a) or Opus (.opus).",
        examples=["audio/02-01.mp3"],
    )
    cues: Words | None = Field(
        None,
        title="时间",
        description="WebVTT 文件，一句一条，写明各句从何时到何时。不写则只知道整篇何时开始。\n"
        "A WebVTT file with a cue to each sentence. Without it nothing is known but the article as a whole.",
        examples=["audio/02-01.vtt"],
    )
    narrator: Text = Field("", title="朗读者", description="朗读者。\nWho reads it.", examples=["程龙"])
