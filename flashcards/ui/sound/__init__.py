"""Cards that are heard: sounds, videos, texts read aloud, and recording one's own."""
